import type { Notebook } from "../../notebook/runtime";

/** Milliseconds within which changes count as one. */
const ONE_STEP = 700;
const MOST = 200;

/** Undo and redo of the whole text: every change, by whatever part of the page, is a change of the text. */
export class History {
  readonly #notebook: Notebook;
  readonly #now: () => number;
  #past = $state.raw<readonly string[]>([]);
  #future = $state.raw<readonly string[]>([]);
  #present: string;
  #at = 0;

  constructor(notebook: Notebook, now: () => number = Date.now) {
    this.#notebook = notebook;
    this.#now = now;
    this.#present = notebook.text;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** The text may have changed. Changes in quick succession are one step. */
  note(): void {
    const text = this.#notebook.text;
    if (text === this.#present) return;
    const now = this.#now();
    if (now - this.#at > ONE_STEP || this.#past.length === 0) {
      this.#past = [...this.#past, this.#present].slice(-MOST);
    }
    this.#at = now;
    this.#present = text;
    this.#future = [];
  }

  undo(): void {
    const text = this.#past.at(-1);
    if (text === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#present];
    this.#go(text);
  }

  redo(): void {
    const text = this.#future.at(-1);
    if (text === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#present];
    this.#go(text);
  }

  #go(text: string): void {
    this.#present = text;
    this.#at = 0;
    this.#notebook.setText(text);
  }
}
