import type { Json } from "../../terms/view";
import { understand, read, type Cell, type Document, type Kinds } from "../document";
import * as edit from "../text/edit";
import { fold, link } from "../graph";
import type { Attributes, CellId, Host } from "../kind";
import { plain } from "../text/newlines";
import { ownAttributes, runsByItself, withRunMode } from "./mode";
import { present } from "./present";
import { Scheduler, type Program } from "./scheduler";
import type { Known } from "./standing";
import type { NotebookView } from "../view";

/**
 * A notebook that lives: its text, what the text means, what ran. Every change is a change of the text
 * (`text`), except a control being dragged; `view` is replaced, never mutated, and told once per microtask, or when a
 * cell has run, once the next is on its way: what draws the view would keep it from starting.
 */
export class Notebook {
  readonly #kinds: Kinds;
  readonly #scheduler: Scheduler;
  readonly #listeners = new Set<(view: NotebookView) => void>();
  /** Values of controls being dragged, by folded id; not in the text yet. */
  readonly #transient = new Map<string, Json>();
  #draft: Document;
  #program: Program;
  #view: NotebookView | null = null;
  #dirty = true;
  /** What cells meant before still holds. */
  #known = true;
  #telling = false;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(kinds: Kinds, host: Host, text = "") {
    this.#kinds = kinds;
    this.#scheduler = new Scheduler(host, (later) => this.#tell(later));
    this.#draft = read(text, kinds);
    this.#scheduler.auto = runsByItself(text);
    this.#program = this.#compile();
    this.#scheduler.load(this.#program);
  }

  get text(): string {
    return this.#draft.text;
  }

  get view(): NotebookView {
    if (this.#dirty || !this.#view) {
      this.#dirty = false;
      this.#view = present(this.#program, this.#scheduler, this.#view);
    }
    return this.#view;
  }

  /** Called after each change; not at once. */
  subscribe(listener: (view: NotebookView) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Cells run by themselves after an edit; the front matter says when they do not. */
  get auto(): boolean {
    return this.#scheduler.auto;
  }

  set auto(auto: boolean) {
    if (auto !== this.auto) this.setText(withRunMode(this.text, auto));
  }

  get trusted(): boolean {
    return this.#scheduler.trusted;
  }

  set trusted(trusted: boolean) {
    this.#scheduler.trusted = trusted;
    this.#scheduler.refresh();
  }

  setText(text: string): void {
    if (text === this.text) return;
    this.#transient.clear();
    this.#apply(text);
  }

  /** Asks the kinds again what the text means: some of them have only now come. */
  reread(): void {
    this.#known = false;
    this.#apply(this.text, false);
    this.#known = true;
  }

  /**
   * `typing`: the text is still under the hands, so neither this cell nor what reads it runs until the next call
   * without, and what would make it other cells than it is waits for that call too.
   */
  setBody(key: string, body: string, { typing = false }: { typing?: boolean } = {}): void {
    const cell = this.#cell(key);
    if (!cell) return;
    const text = edit.setBody(this.#draft, cell, body);
    if (typing && cell.kind === "prose" && !this.#keepsCells(text, said(this.#draft.cells, cell, body)))
      return;
    const record = this.#scheduler.record(key);
    const left = record.typing && !typing;
    record.typing = typing;
    if (cell.body !== body) this.#apply(text, true, said(this.#draft.cells, cell, body));
    else if (left) this.#reload(false);
  }

  /** Whether a text has these cells, and nothing had to be added to keep them apart. */
  #keepsCells(text: string, now: readonly Cell[]): boolean {
    const then = read(text, this.#kinds).cells;
    return (
      now.length === then.length &&
      now.every(
        ({ kind, id, body }, i) => then[i]!.kind === kind && then[i]!.id === id && then[i]!.body === body,
      )
    );
  }

  setAttributes(key: string, attributes: Attributes): void {
    const cell = this.#cell(key);
    if (cell) this.#apply(edit.setAttributes(this.#draft, cell, attributes));
  }

  /** Puts a new cell after another, or first; `kind` may be `prose`. Returns its key. */
  insert(after: string | null, kind: string, body: string, id?: CellId): string {
    const { text, offset } = edit.insert(
      this.#draft,
      after === null ? null : this.#cell(after),
      kind,
      body,
      id,
    );
    this.#apply(text);
    return edit.cellAt(this.#draft, offset)?.key ?? "";
  }

  /** Puts back a cell as its bytes were, after another, or first; with another id where one is given. Returns its key. */
  restore(after: string | null, bytes: string, prose: boolean, id?: CellId): string {
    const near = after === null ? null : this.#cell(after);
    const { text, offset } = edit.put(this.#draft, near, { text: bytes, cell: !prose });
    this.#apply(text);
    const cell = edit.cellAt(this.#draft, offset);
    if (cell && id !== undefined && cell.id !== id)
      this.#apply(edit.setAttributes(this.#draft, cell, { ...cell.attributes, id }));
    return edit.cellAt(this.#draft, offset)?.key ?? "";
  }

  remove(key: string): void {
    const cell = this.#cell(key);
    if (cell) this.#apply(edit.remove(this.#draft, cell));
  }

  /** Moves a cell over `by` others, down if positive. */
  move(key: string, by: number): void {
    const cell = this.#cell(key);
    if (cell) this.#apply(edit.move(this.#draft, cell, by));
  }

  /** One change of the text, whatever it is made of; what else the edit found is handed back. Throws what the edit throws. */
  edit<T extends { readonly text: string }>(change: (draft: Document, kinds: Kinds) => T): T {
    const made = change(this.#draft, this.#kinds);
    if (made.text !== this.text) this.#apply(made.text);
    return made;
  }

  /** Sets a control: in the text, or while it is dragged (`transient`) beside it. */
  setInput(id: CellId, value: Json, { transient = false }: { transient?: boolean } = {}): void {
    const cell = this.#draft.cells.find((one) => one.id !== null && fold(one.id) === fold(id));
    const kind = cell && this.#kinds.get(cell.kind);
    if (!cell || !kind?.withValue) return;
    if (transient) {
      if (this.#transient.get(fold(id)) === value) return;
      this.#transient.set(fold(id), value);
      this.#reload(true, true, true);
      return;
    }
    const shown = this.#effective(cell);
    const body = kind.withValue(cell.body, value);
    this.#transient.delete(fold(id));
    if (body !== cell.body)
      this.#draft = read(edit.setBody(this.#draft, cell, body), this.#kinds, this.#draft.cells);
    this.#reload(false, shown !== body, true);
  }

  /** Runs these, and whatever above them is not fresh. */
  run(keys: readonly string[]): void {
    this.#command(keys, true);
  }

  /** Runs whatever is not fresh. */
  runStale(): void {
    this.#command([...this.#program.known.keys()], false);
  }

  runAll(): void {
    this.#command([...this.#program.known.keys()], true);
  }

  stop(): void {
    this.#scheduler.stop();
  }

  /** Something a cell reads from outside the text changed: its file arrived. */
  invalidate(id: CellId): void {
    const cell = this.#draft.cells.find((one) => one.id !== null && fold(one.id) === fold(id));
    if (!cell) return;
    this.#scheduler.record(cell.key).epoch++;
    this.#reload(false);
  }

  /** Settles when nothing runs and nothing is about to. */
  async idle(): Promise<NotebookView> {
    while (this.view.busy) {
      await new Promise<void>((resolve) => {
        const done = this.subscribe(() => {
          done();
          resolve();
        });
      });
    }
    return this.view;
  }

  #cell(key: string): Cell | null {
    return this.#draft.cells.find((cell) => cell.key === key) ?? null;
  }

  #apply(text: string, fresh = true, before: readonly Cell[] = this.#draft.cells): void {
    this.#draft = read(text, this.#kinds, before);
    this.#reload(false, fresh);
  }

  #reload(gently: boolean, fresh = true, later = false): void {
    if (fresh) this.#scheduler.ran = [];
    this.#scheduler.auto = runsByItself(this.text);
    this.#program = this.#compile();
    this.#scheduler.load(this.#program, gently, later);
  }

  #command(keys: readonly string[], again: boolean): void {
    this.#scheduler.ran = [];
    this.#scheduler.want(keys, again);
  }

  #effective(cell: Cell): string {
    const value = cell.id === null ? undefined : this.#transient.get(fold(cell.id));
    const kind = this.#kinds.get(cell.kind);
    return value === undefined || !kind?.withValue ? cell.body : kind.withValue(cell.body, value);
  }

  #compile(): Program {
    const known = new Map<string, Known>();
    for (const cell of this.#draft.cells) {
      const body = this.#effective(cell);
      const record = this.#scheduler.record(cell.key);
      const self = JSON.stringify([cell.kind, cell.id, ownAttributes(cell.attributes), body, record.epoch]);
      const old = (this.#program as Program | undefined)?.known.get(cell.key);
      const same =
        this.#known && old?.self === self && old.meaning.of === (this.#kinds.get(cell.kind) ?? null);
      const meaning = same ? old.meaning : understand(cell, body, this.#kinds);
      known.set(cell.key, { cell, meaning, record, self });
    }
    const nodes = [...known.values()].map(({ cell, meaning }) => ({
      ...cell,
      references: meaning.references,
    }));
    return { draft: this.#draft, graph: link(nodes), known };
  }

  #tell(later = false): void {
    this.#dirty = true;
    if (this.#telling) return;
    if (later) {
      this.#later ??= setTimeout(() => this.#tell());
      return;
    }
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener(this.view);
    });
  }
}

/** The cells with one of them saying something else: nameless cells are known by their words. */
function said(cells: readonly Cell[], cell: Cell, body: string): readonly Cell[] {
  const text = plain(body);
  const own = cell.kind === "prose" ? text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd() : text;
  return cells.map((one) => (one === cell ? { ...one, body: own } : one));
}
