import { resolve } from "node:path";
import * as svelte from "svelte-eslint-parser";
import ts from "typescript";
import { parser } from "typescript-eslint";

/**
 * A parser for eslint that answers questions of type from one TypeScript program of the whole project. The project
 * service makes a new program and forgets what it knew of types whenever the text it is given is not the file's, which
 * is so for every component: eslint reads the TypeScript its script and markup amount to. Here that text is in the
 * program from the beginning. A text that is not on the disk, as in an editor, goes to the project service.
 */
export function oneProgram(tsconfig) {
  let program;
  return {
    ...parser,
    parseForESLint(code, options) {
      if (!options.projectService || !options.filePath) return parser.parseForESLint(code, options);
      program ??= programOf(tsconfig, options);
      const same = program.getSourceFile(options.filePath)?.text === code;
      return parser.parseForESLint(
        code,
        same ? { ...options, projectService: undefined, programs: [program] } : options,
      );
    },
  };
}

function programOf(tsconfig, { extraFileExtensions = [] }) {
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(
    tsconfig,
    { allowNonTsExtensions: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(messageText) },
    undefined,
    undefined,
    extraFileExtensions.map((extension) => ({
      extension,
      isMixedContent: true,
      scriptKind: ts.ScriptKind.Deferred,
    })),
  );
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) =>
    /\.svelte(\.ts)?$/.test(name)
      ? ts.createSourceFile(name, scriptOf(name, host.readFile(name)), version, true, ts.ScriptKind.TS)
      : read(name, version, ...rest);
  return ts.createProgram(fileNames, options, host);
}

function fail(message) {
  throw new Error(ts.flattenDiagnosticMessageText(message, "\n"));
}

/** The TypeScript that eslint is given for a component: the text of the parser's last question. */
function scriptOf(filePath, text) {
  let script = text;
  const listener = {
    ...parser,
    parseForESLint(code, options) {
      script = code;
      return parser.parseForESLint(code, options);
    },
  };
  svelte.parseForESLint(text, { parser: listener, filePath: resolve(filePath) });
  return script;
}
