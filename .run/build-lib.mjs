// Builds src/models as a package of its own: one ES module, declarations, package.json. Usage: build-lib.mjs [folder]
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? join(root, "dist-lib"));
const entry = join(root, "src/models/index.ts");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: out,
    emptyOutDir: false,
    target: "es2023",
    minify: false,
    lib: { entry, formats: ["es"], fileName: () => "models.js" },
  },
});

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const options = {
  outDir: join(out, "types"),
  rootDir: join(root, "src"),
  target: "es2023",
  lib: "es2023,dom", // for AbortSignal alone; Node's own types serve as well
  module: "esnext",
  moduleResolution: "bundler",
};
execFileSync(
  process.execPath,
  [
    tsc,
    entry,
    "--ignoreConfig",
    "--declaration",
    "--emitDeclarationOnly",
    "--strict",
    // What is declared is wanted; whether it is right is what `npm test` asks of the sources.
    "--noCheck",
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  ],
  { stdio: "inherit" },
);
// Node's own resolution wants the extension that the sources leave out.
for (const file of readdirSync(join(out, "types"), { recursive: true })) {
  if (!file.endsWith(".d.ts")) continue;
  const path = join(out, "types", file);
  const text = readFileSync(path, "utf8");
  const whole = (spec) =>
    existsSync(resolve(dirname(path), `${spec}.d.ts`)) ? `${spec}.js` : `${spec}/index.js`;
  writeFileSync(
    path,
    text.replace(
      /((?:from|import\()\s*["'])(\.{1,2}(?:\/[^"']+)?)(["'])/g,
      (_, before, spec, after) => before + whole(spec) + after,
    ),
  );
}

const { version, license, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const manifest = {
  name: "tenure",
  version,
  description: "Customer lifetime value models, verified or refused.",
  license,
  type: "module",
  sideEffects: false,
  engines,
  exports: { "./models": { types: "./types/models/index.d.ts", default: "./models.js" } },
};
writeFileSync(join(out, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
cpSync(join(root, "src/models/README.md"), join(out, "README.md"));
