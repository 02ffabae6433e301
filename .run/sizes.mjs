/**
 * Sizes of what a visitor downloads, brotli 11: the entry's static import graph with its styles and page, what the
 * editor adds, and every chunk that must stand on its own. Fails when a budget of README is broken.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { fail, root } from "./install.mjs";

const dist = join(root, "dist");
if (!existsSync(join(dist, "index.html"))) fail("dist/ is missing; run `npm run build` first.");

const bytes = (file) => brotliCompressSync(readFileSync(file)).length;
const assets = join(dist, "assets");
const names = readdirSync(assets);
const text = (name) => readFileSync(join(assets, name), "utf8");
const graphs = new Map();

/** A chunk and everything it imports statically. */
function graph(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const match of text(name).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g))
    graph(match[1], seen);
  return seen;
}
const total = (chunks) => [...chunks].reduce((sum, name) => sum + bytes(join(assets, name)), 0);

const page = readFileSync(join(dist, "index.html"), "utf8");
const linked = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const first = new Set();
for (const name of linked) {
  if (name.endsWith(".js")) graph(name, first);
  else first.add(name);
}
// The interface needs one language before it can be used; the largest one counts.
const packs = names.filter((name) => /^(en|pl|ru)-.*\.js$/.test(name));
const language = Math.max(0, ...packs.map((name) => bytes(join(assets, name))));
const empty = bytes(join(dist, "index.html")) + total(first) + language;

const find = (pattern) => names.filter((name) => pattern.test(name));
const editors = find(/^(Editor|editor)-.*\.js$/);
const editing =
  empty + total(new Set(editors.flatMap((name) => [...graph(name)]).filter((name) => !first.has(name))));
graphs.set("empty state interactive", [empty, 90_000]);
graphs.set("editing prose and SQL", [editing, 200_000]);

let broken = false;
for (const [name, [size, budget]] of graphs) {
  const ok = size <= budget;
  broken ||= !ok;
  process.stdout.write(
    `${ok ? "ok  " : "OVER"} ${name}: ${(size / 1000).toFixed(1)} kB of ${budget / 1000} kB brotli\n`,
  );
}
const apart = {
  "language packs": packs,
  editor: editors,
  Plot: find(/plot/i),
  Parquet: find(/parquet/i),
  engine: find(/engine|client|duckdb/i),
};
for (const [name, chunks] of Object.entries(apart)) {
  const shared = chunks.filter((chunk) => first.has(chunk));
  if (chunks.length === 0 || shared.length > 0) {
    broken = true;
    process.stdout.write(
      `OVER ${name}: ${chunks.length === 0 ? "no chunk of its own" : `in the first load (${shared.join(", ")})`}\n`,
    );
  }
  for (const chunk of chunks)
    process.stdout.write(
      `     ${name}: ${basename(chunk)} ${(bytes(join(assets, chunk)) / 1000).toFixed(1)} kB\n`,
    );
}
if (broken) fail("a size budget is broken.");
