import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { between } from "../../notebook/history";
import type { Problem } from "../../terms/error";
import type * as Assist from "./assist";
import type { Mistake, Hint } from "./types/protocol";
import type { Completions } from "./complete";
import { supportFor } from "./grammar";
import { bound } from "./bound";
import type { EditorLanguage } from "./language";
import { look } from "./look";

export interface EditorOptions {
  readonly text: string;
  readonly language: EditorLanguage;
  readonly label: string;
  /** What may be written here, asked each time the list opens. */
  readonly completions: () => Completions;
  readonly onchange: (text: string) => void;
  readonly onblur: (text: string) => void;
  /** Escape: the keyboard goes back to the cell. */
  readonly onleave: () => void;
  /** The notebook has one history, and its editors none of their own; `text` is what stands here at the moment. */
  readonly onturn: (turn: "undo" | "redo", text: string) => void;
  /** Of a program: types of the other cells, and who hears what TypeScript says. */
  readonly types?: {
    readonly given: () => string;
    readonly language: string;
    readonly onmistakes: (found: readonly Mistake[]) => void;
    readonly onhint: (hint: Hint | null) => void;
  };
}

export interface CodeEditor {
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
  setLabel(label: string): void;
  /** Results of other cells have changed: what was typed may be wrong or right now. */
  recheck(): void;
  /** Puts the caret at an offset. */
  goTo(offset: number): void;
  focus(): void;
  destroy(): void;
}

/** Where the caret goes when nothing but white space has changed: behind the letter it stood behind; else null. */
function sameWord({ doc, selection }: EditorState, text: string): number | null {
  const bare = (part: string) => part.replace(/\s+/g, "");
  if (bare(doc.toString()) !== bare(text)) return null;
  let left = bare(doc.sliceString(0, selection.main.head)).length;
  let at = 0;
  for (; left > 0; at++) if (/\S/.test(text[at]!)) left--;
  return at;
}

/** Marks a change that came from the notebook, not from the keyboard. */
const fromOutside = Annotation.define<true>();

export function createEditor(parent: HTMLElement, options: EditorOptions): CodeEditor {
  const label = new Compartment();
  const grammar = new Compartment();
  const help = new Compartment();
  const knowing = new Compartment();
  let problems: readonly Problem[] = [];
  let mistakes: readonly Mistake[] = [];
  let marked = false;
  const remark = () => {
    if (!marked && problems.length + mistakes.length === 0) return;
    marked = true;
    void import("./marks").then(({ mark }) => mark(view, problems, mistakes));
  };
  // TypeScript is large: it comes when somebody writes in a program.
  let check: ((view: EditorView) => void) | null = null;
  let typing: Promise<void> | null = null;
  const withTypes = () => {
    const { types } = options;
    if (!types) return;
    typing ??= import("./types/assist").then(({ typed }) => {
      const made = typed({
        ...types,
        onmistakes: (found) => {
          mistakes = found;
          remark();
          types.onmistakes(found);
        },
      });
      check = made.check;
      view.dispatch({ effects: knowing.reconfigure(made.extension) });
    });
  };
  // Comes with the first letter typed, or when it is asked for.
  let assisting: Promise<typeof Assist> | null = null;
  const assisted = () =>
    (assisting ??= import("./assist").then((found) => {
      view.dispatch({ effects: help.reconfigure(found.assist(options.language, options.completions)) });
      return found;
    }));
  // Tab stops here as it is; said outright, so that whoever looks at the scroller sees that the keyboard reaches it.
  const named = (name: string) => EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" });
  const textOf = (view: EditorView) => view.state.doc.toString();
  const turn = (which: "undo" | "redo") => (view: EditorView) => {
    options.onturn(which, textOf(view));
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        options.language === "markdown" ? EditorView.lineWrapping : lineNumbers(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        help.of([]),
        knowing.of([]),
        grammar.of([]),
        bound,
        look,
        label.of(named(options.label)),
        keymap.of([
          {
            key: "Ctrl-Space",
            run: () => {
              void Promise.all([assisted(), typing]).then(([{ startCompletion }]) => startCompletion(view));
              return true;
            },
          },
          {
            key: "Escape",
            run: (editor) => {
              editor.contentDOM.blur();
              options.onleave();
              return true;
            },
          },
          { key: "Mod-z", run: turn("undo"), preventDefault: true },
          { key: "Mod-Shift-z", run: turn("redo"), preventDefault: true },
          { key: "Mod-y", run: turn("redo"), preventDefault: true },
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          const own = update.transactions.every((one) => one.annotation(fromOutside) === undefined);
          if (!update.docChanged || !own) return;
          void assisted();
          options.onchange(textOf(update.view));
        }),
        EditorView.domEventHandlers({
          focus: withTypes,
          blur: (_, editor) => {
            options.onblur(textOf(editor));
          },
          // From the menu of the browser, or a gesture.
          beforeinput: (event, editor) => {
            const which = { historyUndo: "undo", historyRedo: "redo" } as const;
            const asked = which[event.inputType as keyof typeof which] as "undo" | "redo" | undefined;
            return asked !== undefined && turn(asked)(editor);
          },
        }),
      ],
    }),
  });
  void supportFor(options.language).then((support) =>
    view.dispatch({ effects: grammar.reconfigure(support) }),
  );
  return {
    setText(text) {
      const before = textOf(view);
      if (text === before) return;
      // Only what differs, so that the caret keeps its place, or goes where the keyboard's undo has changed something.
      const { at, gone, come } = between(before, text);
      view.dispatch({
        changes: { from: at, to: at + gone.length, insert: come },
        annotations: fromOutside.of(true),
        ...(view.hasFocus
          ? { selection: { anchor: sameWord(view.state, text) ?? at + come.length }, scrollIntoView: true }
          : {}),
      });
    },
    setProblems(now) {
      problems = now;
      remark();
    },
    setLabel: (name) => view.dispatch({ effects: label.reconfigure(named(name)) }),
    recheck: () => check?.(view),
    goTo(offset) {
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
