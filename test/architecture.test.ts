import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** Who may import whom: folder → folders. `terms` and `realm` are leaves that serve every layer. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  terms: [],
  realm: ["terms"],
  math: [],
  models: ["terms", "math"],
  tables: ["terms", "realm"],
  sources: ["terms", "realm", "tables"],
  figures: ["terms"],
  analyses: ["terms", "models", "math", "tables", "figures"],
  notebook: ["terms"],
  jail: ["terms", "realm", "notebook"],
  kinds: ["terms", "notebook", "tables", "sources", "jail", "analyses"],
  storage: ["terms", "realm", "notebook", "tables"],
  i18n: ["terms"],
  ui: [
    "terms",
    "realm",
    "math",
    "models",
    "tables",
    "sources",
    "figures",
    "analyses",
    "notebook",
    "jail",
    "kinds",
    "storage",
    "i18n",
  ],
};

/** Packages that may appear only in some folders. */
const PACKAGES: readonly { name: RegExp; only: readonly string[] }[] = [
  { name: /^svelte(\/|$)/, only: ["ui", "main.ts"] },
  { name: /^@duckdb\/duckdb-wasm/, only: ["tables", "workers"] },
  { name: /^@observablehq\/plot/, only: ["figures", "jail", "ui"] },
];

interface Import {
  readonly file: string;
  readonly spec: string;
}

const root = resolve(import.meta.dirname, "..");

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function importsOf(file: string, source: string): Import[] {
  const found = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"'\n]+)\1/g);
  return [...found].map((match) => ({ file, spec: match[2]!.replace(/\?.*$/, "") }));
}

const room = (path: string): string =>
  relative(root, path)
    .replace(/^src\//, "")
    .split("/")[0]!;

/** The imports that break the table, as `file → import`. */
function broken(imports: readonly Import[]): string[] {
  return imports.flatMap(({ file, spec }) => {
    const from = room(file);
    const line = `${relative(root, file)} → ${spec}`;
    if (!spec.startsWith(".")) {
      const rule = PACKAGES.find((entry) => entry.name.test(spec));
      return rule && !rule.only.includes(from) ? [line] : [];
    }
    if (from === "main.ts" || from === "workers") return [];
    const target = resolve(dirname(file), spec);
    if (!target.startsWith(join(root, "src") + "/")) {
      // Only the page may name a worker's file: it is an address there, not code.
      return target.startsWith(join(root, "workers")) && from === "ui" ? [] : [line];
    }
    const to = room(target);
    return to === from || (MAY[from] ?? []).includes(to) ? [] : [line];
  });
}

const code = [...walk(join(root, "src")), ...walk(join(root, "workers"))].filter((path) =>
  /\.(ts|svelte)$/.test(path),
);
const sources = code.map((path) => ({ path, text: readFileSync(path, "utf8") }));

describe("the house", () => {
  test("every folder of src has a row in the table", () => {
    const rooms = new Set(
      sources.map(({ path }) => room(path)).filter((name) => name !== "main.ts" && name !== "workers"),
    );
    expect([...rooms].filter((name) => !(name in MAY))).toEqual([]);
  });

  test("each folder imports only what the table allows", () => {
    expect(sources.flatMap(({ path, text }) => broken(importsOf(path, text)))).toEqual([]);
  });

  test("workers are started in one place", () => {
    const starters = sources
      .filter(({ text }) => /new\s+(Shared)?Worker\s*\(/.test(text))
      .map(({ path }) => relative(root, path));
    expect(starters).toEqual(["src/realm/boot.ts"]);
  });

  test("no DOM below ui and figures", () => {
    const dom = /\b(document|window)\s*\./;
    const below = sources.filter(({ path }) => !["ui", "figures", "main.ts", "workers"].includes(room(path)));
    const strip = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(below.filter(({ text }) => dom.test(strip(text))).map(({ path }) => relative(root, path))).toEqual(
      [],
    );
  });

  test("a file is one idea: none over 400 lines", () => {
    const long = sources
      .filter(({ text }) => text.split("\n").length > 401)
      .map(({ path }) => relative(root, path));
    expect(long).toEqual([]);
  });

  test("the rules can fail", () => {
    const bad = importsOf(
      join(root, "src/math/x.ts"),
      'import { a } from "../models/b";\nimport "svelte";\nconst c = import("../ui/App.svelte");',
    );
    expect(broken(bad)).toHaveLength(3);
    expect(
      broken(importsOf(join(root, "src/notebook/x.ts"), 'import type { K } from "../kinds/sql";')),
    ).toHaveLength(1);
    expect(
      broken(importsOf(join(root, "src/sources/x.ts"), 'import * as d from "@duckdb/duckdb-wasm";')),
    ).toHaveLength(1);
  });
});
