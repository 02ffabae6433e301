import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { completing, type Completions } from "./complete";
import type { EditorLanguage } from "./language";

export { startCompletion };

/** What helps while one types: the list of names, and brackets that close themselves. */
export function assist(language: EditorLanguage, completions: () => Completions): Extension {
  return [
    closeBrackets(),
    // Programs have TypeScript's own.
    language === "ts" ? [] : autocompletion({ override: [completing(language, completions)], icons: false }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap]),
  ];
}
