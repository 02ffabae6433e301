import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { Annotation, Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import type { Problem } from "../../terms/error";
import type * as Assist from "./assist";
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
  readonly onrun: (text: string, next: boolean) => void;
  /** Escape: the keyboard goes back to the cell. */
  readonly onleave: () => void;
}

export interface CodeEditor {
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
  setLabel(label: string): void;
  focus(): void;
  destroy(): void;
}

/** Marks a change that came from the notebook, not from the keyboard. */
const fromOutside = Annotation.define<true>();

export function createEditor(parent: HTMLElement, options: EditorOptions): CodeEditor {
  const label = new Compartment();
  const grammar = new Compartment();
  const help = new Compartment();
  let problems: readonly Problem[] = [];
  let marked = false;
  // Comes with the first letter typed, or when it is asked for.
  let assisting: Promise<typeof Assist> | null = null;
  const assisted = () =>
    (assisting ??= import("./assist").then((found) => {
      view.dispatch({ effects: help.reconfigure(found.assist(options.language, options.completions)) });
      return found;
    }));
  const named = (name: string) => EditorView.contentAttributes.of({ "aria-label": name });
  const textOf = (view: EditorView) => view.state.doc.toString();
  const run = (next: boolean) => (view: EditorView) => {
    options.onrun(textOf(view), next);
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run: run(false) },
            { key: "Shift-Enter", run: run(true) },
          ]),
        ),
        options.language === "markdown" ? EditorView.lineWrapping : lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        help.of([]),
        grammar.of([]),
        bound,
        look,
        label.of(named(options.label)),
        keymap.of([
          {
            key: "Ctrl-Space",
            run: () => {
              void assisted().then(({ startCompletion }) => startCompletion(view));
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
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          const own = update.transactions.every((one) => one.annotation(fromOutside) === undefined);
          if (!update.docChanged || !own) return;
          void assisted();
          options.onchange(textOf(update.view));
        }),
        EditorView.domEventHandlers({
          blur: (_, editor) => {
            options.onblur(textOf(editor));
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
      if (text === textOf(view)) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: fromOutside.of(true),
      });
    },
    setProblems(now) {
      problems = now;
      if (!marked && problems.length === 0) return;
      marked = true;
      void import("./marks").then(({ mark }) => mark(view, problems));
    },
    setLabel: (name) => view.dispatch({ effects: label.reconfigure(named(name)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
