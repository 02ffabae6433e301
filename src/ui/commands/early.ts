import type { EditorView } from "@codemirror/view";

/** Keys that move a caret: without one they do nothing, and are no commands. */
const CARET = /^(Arrow\w+|Home|End|Page\w+|Delete)$/;

/**
 * What is typed for an editor that is on its way: the first one of a page has to be fetched. It goes in when the
 * editor has the keyboard, where its caret stands, as if the letters had waited.
 */
export class Early {
  #key: string | null = null;
  #text = "";

  /** Whether this stroke was one for the editor of the cell `key`. */
  take(key: string, event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (this.#key !== key) this.drop();
    const typed = event.key === "Enter" ? "\n" : Array.from(event.key).length === 1 ? event.key : null;
    if (typed === null && event.key !== "Backspace") return CARET.test(event.key);
    this.#key = key;
    this.#text = typed === null ? Array.from(this.#text).slice(0, -1).join("") : this.#text + typed;
    return true;
  }

  drop(): void {
    this.#key = null;
    this.#text = "";
  }

  /** The keyboard is in an editor: in the one that was waited for, or the letters are void. */
  give(target: Element): void {
    const [key, text] = [this.#key, this.#text];
    this.drop();
    const dom = target.closest<HTMLElement>(".cm-editor");
    if (text === "" || target.closest("section.cell")?.id !== `cell-${key}` || !dom) return;
    void import("@codemirror/view").then(({ EditorView }) => insert(EditorView.findFromDOM(dom), text));
  }
}

function insert(editor: EditorView | null, text: string): void {
  editor?.dispatch(editor.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
}
