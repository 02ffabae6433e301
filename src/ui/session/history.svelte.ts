import { binned, missingFrom, taken, type Deleted } from "../../notebook/bin";
import { cellAtPlace, changeOf } from "../../notebook/change";
import { History as Steps, type Label, type SavedHistory, type Turn } from "../../notebook/history";
import type { Notebook } from "../../notebook/run/runtime";
import type { NotebookView } from "../../notebook/view";
import { kinds } from "../../kinds/coming";

/** What is kept beside a notebook's text. */
export interface Past {
  readonly history: SavedHistory;
  readonly bin: readonly Deleted[];
}

export interface Turned {
  readonly label: Label;
  readonly redone: boolean;
}

/**
 * What a change is called: a code of the catalogue (`history.split`), with parameters of its own where those that are
 * found by looking (`name`, `kind` of the cell) will not do. Changes with the same `merge` in quick succession are one.
 */
export type Named = string | (Partial<Label> & { readonly merge?: string });

/**
 * The one undo and redo of a notebook: whatever part of the page changed the text, it is a step here. Changes made
 * through {@link change} bear the name given there; all others are named by what they did.
 */
export class History {
  readonly #notebook: Notebook;
  readonly #steps: Steps;
  readonly #now: () => number;
  /** The notebook at the present of the history. */
  #seen: NotebookView;
  #bin: readonly Deleted[];
  #inside = 0;
  /** Counts changes: who reads it, as the getters below do, hears of them. */
  #version = $state(0);
  #turned = $state.raw<Turned | null>(null);
  /** The cell the reader is at. */
  at: () => string | null = () => null;
  /** Hears which cell undo or redo has touched. */
  onturn: (cell: string | null) => void = () => undefined;

  constructor(notebook: Notebook, past?: Past, now: () => number = Date.now) {
    this.#notebook = notebook;
    this.#now = now;
    this.#steps = new Steps(notebook.text, { now, saved: past?.history });
    this.#bin = past?.bin ?? [];
    this.#seen = notebook.view;
  }

  get canUndo(): boolean {
    return this.undoable !== null;
  }

  get canRedo(): boolean {
    return this.redoable !== null;
  }

  /** What undo would take back; null: nothing. */
  get undoable(): Label | null {
    return this.#version < 0 ? null : this.#steps.undoable;
  }

  get redoable(): Label | null {
    return this.#version < 0 ? null : this.#steps.redoable;
  }

  /** Cells taken out of the notebook and not in it again, newest first. */
  get deleted(): readonly Deleted[] {
    return this.#version < 0 ? [] : missingFrom(this.#bin, this.#steps.text);
  }

  /** What undo or redo did last; null once something else was done. */
  get turned(): Turned | null {
    return this.#turned;
  }

  get past(): Past {
    return { history: this.#steps.save(), bin: this.#bin };
  }

  /** Does something to the notebook as one step of its own, however many edits it takes. Steps within it are part of it. */
  change<T>(named: Named, act: () => T): T {
    if (this.#inside > 0) return act();
    this.note();
    this.#inside += 1;
    try {
      return act();
    } finally {
      this.#inside -= 1;
      this.note(named);
    }
  }

  /** The text may have changed; where it has, that is a step. */
  note(named?: Named): void {
    const { text } = this.#notebook;
    const old = this.#steps.text;
    if (this.#inside > 0) return;
    const [before, after] = [this.#seen, this.#notebook.view];
    this.#seen = after;
    if (text === old) return;
    const found = changeOf(before, after, this.at());
    const { merge, ...given }: Exclude<Named, string> =
      typeof named === "string" ? { code: named } : (named ?? {});
    const label = { ...found.label, ...given };
    const places = { before: found.before, after: found.after };
    this.#steps.note(text, { label, merge: merge ?? mergeOf(label), ...places });
    if (found.gone.length > 0) {
      const keys = before.cells.map(({ key }) => key);
      const left = new Set(after.cells.map(({ key }) => key));
      const gone = taken(old, kinds, found.gone, { at: this.#now(), keys, stays: (key) => left.has(key) });
      this.#bin = binned(this.#bin, gone);
    }
    this.#turned = null;
    this.#version += 1;
  }

  /** The next keystroke begins a step of its own. */
  seal(): void {
    this.#steps.seal();
  }

  undo(): void {
    this.#turn(() => this.#steps.undo(), false);
  }

  redo(): void {
    this.#turn(() => this.#steps.redo(), true);
  }

  /** Puts a deleted cell back below its old neighbour, under another name where its own is taken. Returns its key. */
  restore(cell: Deleted, freshId: (wish: string) => string): string {
    const { view } = this.#notebook;
    const near = cell.after && cellAtPlace(view, cell.after);
    const isTaken = view.cells.some(({ id }) => id !== null && id.toLowerCase() === cell.id?.toLowerCase());
    const id = cell.id !== null && isTaken ? freshId(cell.id) : undefined;
    const label = { code: "history.restored", params: { name: id ?? cell.name, kind: cell.kind } };
    return this.change(label, () =>
      this.#notebook.restore(near?.key ?? null, cell.text, cell.kind === "prose", id),
    );
  }

  #turn(go: () => Turn | null, redone: boolean): void {
    this.note();
    const turn = go();
    if (!turn) return;
    this.#notebook.setText(turn.text);
    this.#seen = this.#notebook.view;
    this.#version += 1;
    const cell = turn.place && cellAtPlace(this.#seen, turn.place);
    this.#turned = { label: turn.label, redone };
    this.onturn(cell?.key ?? null);
  }
}

/** Moving one control with the arrow keys is many changes and one step. */
const mergeOf = ({ code, params }: Label): string | undefined =>
  code === "history.input" ? `input ${String(params["name"])}` : undefined;
