/**
 * `npm run bench [name …]`: bundles each test/bench/<name>.ts as it would ship, runs it in Node, and prints its lines:
 * JSON objects {name, value, unit, reference, ratio}. Without names, all of them.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, fail, root, run } from "./install.mjs";

ensureInstalled();
const { build } = await import("vite");
const folder = join(root, "test", "bench");
const all = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) fail(`no such benchmark: ${unknown.join(", ")}. There are: ${all.join(", ")}.`);

const outDir = join(root, "node_modules", ".bench");
for (const name of wanted.length > 0 ? wanted : all) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: { ssr: join(folder, `${name}.ts`), outDir, emptyOutDir: false, target: "node20", minify: false },
  });
  // A process of its own: no benchmark inherits another's heap or compiled code.
  const file = pathToFileURL(join(outDir, `${name}.js`)).href;
  const code = `const bench = await import(${JSON.stringify(file)}); await bench.default?.();`;
  if (run(process.execPath, ["--expose-gc", "--input-type=module", "-e", code]) !== 0)
    fail(`benchmark ${name} failed.`);
}
