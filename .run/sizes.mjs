/**
 * Sizes of what a visitor downloads, brotli 11, from the build's own manifest: the empty state; a notebook of prose
 * and SQL with its editors open; and every chunk that must stand on its own. Fails when a budget is broken.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { fail, root } from "./install.mjs";

const dist = join(root, "dist");
const list = join(dist, ".vite/manifest.json");
if (!existsSync(list)) fail("dist/ is missing; run `npm run build` first.");

/** @type {Record<string, {file: string, css?: string[], imports?: string[], dynamicImports?: string[]}>} */
const manifest = JSON.parse(readFileSync(list, "utf8"));
const LANGUAGES = ["en", "pl", "ru"];
const problems = [];

const known = new Map();
const bytes = (file) => {
  if (!known.has(file)) known.set(file, brotliCompressSync(readFileSync(join(dist, file))).length);
  return known.get(file);
};

/** Files of an entry and of everything it imports statically. */
function graph(key, files = new Set(), seen = new Set()) {
  if (seen.has(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  if (!chunk) {
    problems.push(`no chunk ${key}`);
    return files;
  }
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const next of chunk.imports ?? []) graph(next, files, seen);
  return files;
}

const union = (keys) => keys.reduce((files, key) => graph(key, files), new Set());
const total = (files) => [...files].reduce((sum, file) => sum + bytes(file), 0);
const kilo = (size) => `${(size / 1000).toFixed(1)} kB`;

/** Files of these entries in the language that has most to say. */
function inLargest(keys, words) {
  const each = LANGUAGES.map((language) =>
    union([...keys, ...words.map((file) => `src/i18n/${language}/${file}`)]),
  );
  return each.reduce((most, files) => (total(files) > total(most) ? files : most));
}

const FIRST = ["index.html", "src/ui/fonts.ts"];
// What the page asks for when a notebook is opened, and when a cell of it shows its editor.
const NOTEBOOK = ["src/ui/session/session.svelte.ts", "src/ui/sheet/Workspace.svelte"];
const EDITOR = "src/ui/editor/editor.ts";
const COMPLETIONS = "src/ui/editor/assist.ts";

const first = inLargest(FIRST, ["shell.json", "index.ts"]);
const editing = inLargest([...FIRST, ...NOTEBOOK, EDITOR], ["shell.json", "index.ts"]);
const page = bytes("index.html");
const budgets = [
  ["empty state interactive", page + total(first), 90_000],
  ["editing prose and SQL", page + total(editing), 200_000],
];
for (const [name, size, budget] of budgets) {
  if (size > budget) problems.push(`${name} is over its budget`);
  process.stdout.write(
    `${size > budget ? "OVER" : "ok  "} ${name}: ${kilo(size)} of ${budget / 1000} kB brotli\n`,
  );
}
const more = [...graph(COMPLETIONS)].filter((file) => !editing.has(file));
process.stdout.write(
  `     completions, with the first letter typed: ${kilo(more.reduce((sum, file) => sum + bytes(file), 0))}\n`,
);

/** What must not come before it is wanted: the entry it hides behind, and the chunk that bears its name. */
const apart = [
  ["engine client", "src/ui/session/powers.ts", /\/engine-client-/],
  ["Plot", "node_modules/@observablehq/plot/src/index.js", /\/plot-/],
  ["Parquet", "src/tables/parquet-head.ts", /\/parquet-(?!head)/],
  ["YAML and analyses", "src/kinds/index.ts", null],
  ...LANGUAGES.flatMap((language) =>
    ["shell.json", "index.ts", "more.ts"].map((file) => [
      `language ${language}`,
      `src/i18n/${language}/${file}`,
      null,
    ]),
  ),
];
const bare = union([...FIRST, ...NOTEBOOK, EDITOR]);
for (const [name, key, chunk] of apart) {
  const own = [...graph(key)].filter((file) => !bare.has(file));
  if (bare.has(manifest[key]?.file)) problems.push(`${name} is in the first load of a notebook`);
  if (chunk && !own.some((file) => chunk.test(file))) problems.push(`${name} has no chunk of its own`);
  process.stdout.write(
    `     ${name}: ${own.map((file) => `${file.slice(7)} ${kilo(bytes(file))}`).join(", ")}\n`,
  );
}
if (problems.length > 0) fail(`sizes: ${problems.join("; ")}.`);
