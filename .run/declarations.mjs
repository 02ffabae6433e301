import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const NAME = "virtual:declarations";
const LIB = "lib.es2023.d.ts";

/** The language's own declarations and whatever they refer to; nothing of a page, for a cell has none. */
function language() {
  const folder = dirname(ts.getDefaultLibFilePath({}));
  const found = {};
  const add = (name) => {
    if (found[`/${name}`] !== undefined) return;
    const text = readFileSync(join(folder, name), "utf8");
    found[`/${name}`] = text;
    for (const [, lib] of text.matchAll(/\/\/\/ <reference lib="([\w.]+)"/g)) add(`lib.${lib}.d.ts`);
  };
  add(LIB);
  return found;
}

/** Declarations of the model library as its sources say them, under `/clv`. */
function library(root) {
  const source = join(root, "src");
  const found = {};
  const options = {
    declaration: true,
    emitDeclarationOnly: true,
    // The sources are checked elsewhere; here only their types are written down.
    noCheck: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2023,
    lib: [LIB, "lib.dom.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    rootDir: source,
    outDir: "/clv",
  };
  const program = ts.createProgram([join(source, "models/index.ts")], options);
  program.emit(undefined, (path, text) => (found[`/clv/${relative("/clv", resolve(path))}`] = text));
  return found;
}

/** Text of every declaration file by the path under which the language service of the editor finds it. */
export const declarations = (root) => ({ ...language(), ...library(root) });

/** `import { files } from "virtual:declarations"`: what the types of cells are made of. */
export function declarationFiles() {
  let root = "";
  return {
    name: "declaration-files",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export const files = ${JSON.stringify(declarations(root))};` : null),
  };
}
