import { autocompletion, type Completion, type CompletionSource } from "@codemirror/autocomplete";
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import {
  hoverTooltip,
  keymap,
  showTooltip,
  ViewPlugin,
  type EditorView,
  type Tooltip,
} from "@codemirror/view";
import { hold, types } from "./client";
import type { Ask, Hint, Mistake } from "./protocol";

export interface TypesOptions {
  /** Declarations of the other cells as they stand now. */
  readonly given: () => string;
  readonly language: string;
  readonly onmistakes: (found: readonly Mistake[]) => void;
  /** Said aloud: what the caret stands on. */
  readonly onhint: (hint: Hint | null) => void;
}

/** Milliseconds of rest after which the text is checked. */
const REST = 400;

const setHint = StateEffect.define<Hint | null>();

/** What was asked for at the caret; typing or leaving takes it away. */
const hinted = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, docChanged, selection }) {
    for (const effect of effects) {
      if (effect.is(setHint)) return effect.value && shownAs(effect.value);
    }
    return docChanged || selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

const shownAs = (hint: Hint): Tooltip => ({
  pos: hint.from,
  end: hint.to,
  above: true,
  create: () => ({ dom: card(hint) }),
});

function card({ type, text }: Hint): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-types";
  const code = document.createElement("code");
  code.textContent = type;
  dom.append(code);
  if (text !== "") {
    const words = document.createElement("p");
    words.textContent = text;
    dom.append(words);
  }
  return dom;
}

/** Completion, hover, signatures and checks by TypeScript itself, asked in its worker. */
export function typed(options: TypesOptions): { extension: Extension; check: (view: EditorView) => void } {
  const ask = (view: EditorView): Ask => ({ text: view.state.doc.toString(), given: options.given() });
  const check = (view: EditorView) => {
    const asked = ask(view);
    void types(options.language)
      .then((service) => service.mistakes(asked))
      // The text has moved on: what was found stands elsewhere.
      .then((found) => view.state.doc.toString() === asked.text && options.onmistakes(found));
  };
  const hint = async (view: EditorView, offset: number): Promise<Hint | null> => {
    const service = await types(options.language);
    const asked = ask(view);
    return (await service.hint(asked, offset)) ?? (await service.signature(asked, offset));
  };
  const checking = ViewPlugin.define((view) => {
    const release = hold();
    let clock = setTimeout(() => check(view), 0);
    return {
      update(update) {
        if (!update.docChanged) return;
        clearTimeout(clock);
        clock = setTimeout(() => check(view), REST);
      },
      destroy() {
        clearTimeout(clock);
        release();
      },
    };
  });
  const extension = [
    checking,
    hinted,
    autocompletion({ override: [completing(ask, options)], icons: false }),
    hoverTooltip(async (view, offset) => {
      const found = await hint(view, offset);
      return found && shownAs(found);
    }),
    keymap.of([
      {
        key: "Mod-i",
        preventDefault: true,
        run: (view) => {
          void hint(view, view.state.selection.main.head).then((found) => {
            view.dispatch({ effects: setHint.of(found) });
            options.onhint(found);
          });
          return true;
        },
      },
    ]),
  ];
  return { extension, check };
}

function completing(ask: (view: EditorView) => Ask, { language }: TypesOptions): CompletionSource {
  return async (context) => {
    const word = context.matchBefore(/[\p{L}\p{N}_$]*/u);
    const from = word?.from ?? context.pos;
    const before = context.state.sliceDoc(Math.max(0, from - 1), from);
    if (from === context.pos && !context.explicit && !/[."'`]/.test(before)) return null;
    const asked = context.view ? ask(context.view) : { text: context.state.doc.toString(), given: "" };
    const service = await types(language);
    const found = await service.complete(asked, context.pos);
    // Whoever has left meanwhile wants no list.
    if (context.view?.hasFocus === false) return null;
    const options = found.map(({ name, kind, order }): Completion => ({
      label: name,
      type:
        kind === "method" || kind === "function" ? "function" : kind === "property" ? "property" : "variable",
      // TypeScript's own order: what is near comes before what is global.
      boost: Math.max(-50, 15 - Number.parseInt(order, 10) || 0),
      info: async () => {
        const about = await service.explain(asked, context.pos, name);
        return about && card(about);
      },
    }));
    // Within quotes a name may hold spaces.
    const quoted = /["'`]/.test(before);
    return options.length === 0
      ? null
      : { from, options, validFor: quoted ? /^[^"'`]*$/ : /^[\p{L}\p{N}_$]*$/u };
  };
}
