import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { IntlMessageFormat } from "intl-messageformat";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { declarationFiles } from "./.run/declarations.mjs";
import { offline } from "./.run/offline.mjs";
import { reference } from "./.run/reference.mjs";
import { classicScripts } from "./.run/script.mjs";

// Node tests share one time zone so that a date can only be right on purpose; CI repeats them under another.
process.env["TZ"] ??= "Europe/Warsaw";

// What is always loaded together is one file, which packs better; what must stay apart has a name of its own.
const CHUNKS = [
  {
    name: "plot",
    test: /node_modules\/(@observablehq\/plot|d3-[a-z-]+|d3|interval-tree-1d|binary-search-bounds|isoformat|internmap|delaunator|robust-predicates)\//,
  },
  { name: "parquet", test: /node_modules\/(parquet-wasm|apache-arrow|flatbuffers|tslib)\/.*\.m?js$/ },
  {
    name: "engine-client",
    test: /src\/(tables\/(client|supervisor|journal)|realm\/boot)\.ts/,
  },
  {
    name: "writing",
    test: /node_modules\/(@codemirror\/(commands|lang-sql|language|state|view)|@lezer\/(common|highlight|lr|markdown)|style-mod|crelt|w3c-keyname|@marijn)\/|src\/ui\/editor\/(editor|bound|grammar|look)\.ts|src\/notebook\/dialect\.ts/,
  },
  {
    name: "notebook",
    test: /src\/(notebook\/(?!structure)|storage\/autosave|kinds\/(coming|needs|prose|sql|value)\.ts|ui\/(sheet\/(?!states|form)|session\/(session|supply|keeping|bring|asking|ran|regions|files|history|lazy|newCell|title))|ui\/editor\/Editor|ui\/once|ui\/parts\/(figure\/turns|ViewOf|TableView|WordsView|ColumnProfiles|CopyRows|Pager|column|rows))/,
  },
];

/** Takes messages apart while building, so that the page needs no parser of them. */
function messages(): Plugin {
  const parser = "@formatjs/icu-messageformat-parser";
  const compiled = (message: string) => {
    const parts = new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst();
    const [first] = parts;
    if (!first) return [""];
    const literal: number = first.type;
    return parts.length === 1 && literal === 0 && "value" in first ? [first.value] : parts;
  };
  return {
    name: "messages",
    apply: "build",
    enforce: "pre",
    resolveId(source, importer) {
      return source === parser ? this.resolve(`${parser}/no-parser.js`, importer) : null;
    },
    transform(code, id) {
      if (!/\/src\/i18n\/(en|pl|ru)\/\w+\.json$/.test(id)) return null;
      const words = Object.entries(JSON.parse(code) as Record<string, string>);
      return {
        code: JSON.stringify(Object.fromEntries(words.map(([key, text]) => [key, compiled(text)]))),
        map: null,
      };
    },
  };
}

/** Tests that take long, longest first: one that began last would leave the other processes idle. */
const LONG = [
  "attacks",
  "job",
  "real",
  "historyWalk",
  "statusesMore",
  "bank",
  "score",
  "grouped",
  "extremes",
  "coverage",
  "templates",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]): ReturnType<BaseSequencer["sort"]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: (typeof files)[number]): number => {
      const at = LONG.indexOf(basename(moduleId, ".test.ts"));
      return at < 0 ? LONG.length : at;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  base: "./",
  plugins: [
    messages(),
    classicScripts(() => [declarationFiles()]),
    reference(),
    svelte({ configFile: false }),
    offline(),
  ],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: CHUNKS } } },
  },
  // The page and what it may load later, so that every library is ready before the page asks: one that is met while the
  // page runs loads it again. No other markup of the tree: an import that cannot be found, as in a fixture of a test,
  // ends the search.
  optimizeDeps: {
    entries: ["index.html", "src/ui/**/*.{ts,svelte}"],
    exclude: ["@duckdb/duckdb-wasm", "parquet-wasm"],
  },
  test: {
    // Vitest leaves one core idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // The driver trips over events of a frame whose process a test has killed on purpose; no promise of ours is in it.
    onUnhandledError: ({ message, stack }) =>
      !(message === "Frame has been detached." && stack?.includes("_eventBelongsToStaleFrame")),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          setupFiles: ["test/seed.ts"],
          testTimeout: 60_000,
          // One process for many files: what they share is loaded, compiled and warmed up once, which is half of the
          // time of all. A test of what is there before anything has come resets its modules.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/setup.ts"],
          // Two browsers at a time: most of a test here is waiting, but each wants memory and a core to itself.
          maxWorkers: 2,
          // They share no code with the product, only the driver of the browser, which is long to load.
          isolate: false,
          sequence: { groupOrder: 1 },
          // CI alone tries a browser test again: a machine that is short of breath for a second is no defect.
          retry: Number(process.env["TENURE_RETRY"] ?? 0),
          testTimeout: 180_000,
          // The second that is given to a poll by default is not much on a busy machine.
          expect: { poll: { interval: 120, timeout: 30_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
