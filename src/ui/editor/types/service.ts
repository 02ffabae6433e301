import type TS from "typescript";
import { AMBIENT } from "./ambient";
import type { Answer, Ask, Found, Hint, Mistake } from "./protocol";

const CELL = "/cell.ts";
const GIVEN = "/given.d.ts";
const JAIL = "/jail.d.ts";
/** A text to lay out: as it stands, for nothing but white space is looked at. */
const LAID = "/laid.ts";
// The body of an async function; the module keeps its names apart from the given ones.
const BEFORE = "export {};\nasync function cell() {\n";
const AFTER = "\n}\n";

/** Mistakes the notebook itself reports, in its own words: names that no cell has, and what cannot be read. */
const REPORTED = new Set([2304, 2552, 2503, 18004]);
/** `return` beside `await` in a body, and code after it: what a cell is made of. */
const NORMAL = new Set([1108, 7027, 6133, 80005, 80007]);

/**
 * TypeScript over one cell at a time. `files`: declarations by path. Offsets are in the cell's own text.
 */
export function typeService(ts: typeof TS, files: Readonly<Record<string, string>>): Answer {
  const texts = new Map<string, { text: string; version: number }>([[JAIL, { text: AMBIENT, version: 1 }]]);
  const put = (path: string, text: string) => {
    const held = texts.get(path);
    if (held?.text !== text) texts.set(path, { text, version: (held?.version ?? 0) + 1 });
  };
  const textOf = (path: string): string | undefined => texts.get(path)?.text ?? files[path];
  const options: TS.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noImplicitAny: false,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const host: TS.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [CELL, GIVEN, JAIL],
    getScriptVersion: (path) => String(texts.get(path)?.version ?? 0),
    getScriptSnapshot: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => "/lib.es2023.d.ts",
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    directoryExists: () => true,
    getDirectories: () => [],
  };
  const service = ts.createLanguageService(host, ts.createDocumentRegistry());
  const open = ({ text, given }: Ask) => {
    put(CELL, BEFORE + text + AFTER);
    put(GIVEN, given);
  };
  const words = (parts: readonly TS.SymbolDisplayPart[] | undefined) =>
    ts.displayPartsToString([...(parts ?? [])]);
  const within = (offset: number, { length }: string) =>
    Math.min(Math.max(0, offset - BEFORE.length), length);

  return {
    complete(ask, offset): readonly Found[] {
      open(ask);
      const list = service.getCompletionsAtPosition(CELL, offset + BEFORE.length, {
        includeCompletionsWithInsertText: false,
      });
      return (list?.entries ?? [])
        .filter(({ name }) => name !== "cell" && name !== "AbortSignal")
        .map(({ name, kind, sortText }) => ({ name, kind, order: sortText }));
    },
    explain(ask, offset, name): Hint | null {
      open(ask);
      const at = offset + BEFORE.length;
      const found = service.getCompletionEntryDetails(
        CELL,
        at,
        name,
        undefined,
        undefined,
        undefined,
        undefined,
      );
      return found
        ? { from: offset, to: offset, type: words(found.displayParts), text: words(found.documentation) }
        : null;
    },
    hint(ask, offset): Hint | null {
      open(ask);
      const info = service.getQuickInfoAtPosition(CELL, offset + BEFORE.length);
      if (!info || info.textSpan.start < BEFORE.length) return null;
      const from = within(info.textSpan.start, ask.text);
      return {
        from,
        to: within(info.textSpan.start + info.textSpan.length, ask.text),
        type: words(info.displayParts),
        text: words(info.documentation),
      };
    },
    signature(ask, offset): Hint | null {
      open(ask);
      const help = service.getSignatureHelpItems(CELL, offset + BEFORE.length, undefined);
      const one = help?.items[help.selectedItemIndex];
      if (!help || !one) return null;
      const parameters = one.parameters.map(({ displayParts }) => words(displayParts));
      const type = `${words(one.prefixDisplayParts)}${parameters.join(", ")}${words(one.suffixDisplayParts)}`;
      const now = one.parameters[help.argumentIndex];
      const from = within(help.applicableSpan.start, ask.text);
      return { from, to: from, type, text: now ? words(now.documentation) : "" };
    },
    mistakes(ask): readonly Mistake[] {
      open(ask);
      // What cannot be read the notebook itself says, and the cell does not run.
      if (service.getSyntacticDiagnostics(CELL).length > 0) return [];
      return service
        .getSemanticDiagnostics(CELL)
        .filter(({ code, start = 0 }) => !REPORTED.has(code) && !NORMAL.has(code) && start >= BEFORE.length)
        .map(({ start = 0, length = 0, messageText }) => ({
          from: within(start, ask.text),
          to: within(start + length, ask.text),
          text: ts.flattenDiagnosticMessageText(messageText, "\n"),
        }));
    },
    layOut(text): string | null {
      const { diagnostics = [] } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: options,
      });
      if (diagnostics.some(({ category }) => category === ts.DiagnosticCategory.Error)) return null;
      put(LAID, text);
      const edits = service.getFormattingEditsForDocument(LAID, {
        ...ts.getDefaultFormatCodeSettings("\n"),
        indentSize: 2,
        tabSize: 2,
        convertTabsToSpaces: true,
        semicolons: ts.SemicolonPreference.Ignore,
      });
      let laid = text;
      for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start))
        laid = laid.slice(0, span.start) + newText + laid.slice(span.start + span.length);
      return laid.trimEnd();
    },
  };
}
