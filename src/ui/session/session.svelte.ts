import { bringKinds, isComing, kinds } from "../../kinds/coming";
import { needsAll } from "../../kinds/needs";
import { Notebook } from "../../notebook/runtime";
import type { CellView, NotebookView } from "../../notebook/view";
import { Autosave, type KeptState } from "../../storage/autosave";
import { fileName, saveFile, type SavedTo } from "../../storage/files";
import type { Desk, Origin } from "../desk.svelte";
import type { Completions } from "../editor/complete";
import { download, pickFrom } from "../shell/pick";
import { Files } from "./files";
import { History } from "./history.svelte";
import { LazyModels, lazyEngine } from "./lazy";
import { completionsFor, freshId, newCell } from "./newCell";
import { retitle } from "./title";

/** One open notebook: the living text, the files its sources read, what keeps and saves it. */
export class Session {
  readonly id: string;
  readonly notebook: Notebook;
  readonly files: Files;
  readonly history: History;
  readonly #desk: Desk;
  readonly #models = new LazyModels(() => import("./powers"));
  readonly #autosave: Autosave;
  readonly #unsubscribe: () => void;
  #savedTo: SavedTo | null;
  #view = $state.raw<NotebookView>() as NotebookView;
  #kept = $state<KeptState>("kept");
  /** Key of the cell the reader is at. */
  selected = $state<string | null>(null);
  /** How often each cell has run since the notebook was opened, by id. */
  readonly runs = $state<Record<string, number>>({});
  /** Keys of cells whose code was opened or folded by hand. */
  readonly folds = $state<Record<string, boolean>>({});
  /** The cell whose editor asks for the keyboard next. */
  editing = $state<string | null>(null);

  private constructor(desk: Desk, text: string, origin: Origin) {
    this.#desk = desk;
    this.id = origin.kept?.id ?? crypto.randomUUID();
    this.files = new Files(origin.files ?? []);
    this.#savedTo = origin.handle ? { name: origin.handle.name, handle: origin.handle } : null;
    const lazy = lazyEngine(() => desk.engine());
    this.notebook = new Notebook(kinds, { engine: lazy, sources: this.files, models: this.#models }, "");
    this.notebook.trusted = origin.trusted;
    this.notebook.setText(text);
    this.#view = this.notebook.view;
    this.history = new History(this.notebook);
    this.#autosave = new Autosave(desk.shelf, this.id, {
      onstate: (state) => (this.#kept = state),
      ...(origin.kept ? { from: origin.kept } : {}),
    });
    this.#unsubscribe = this.notebook.subscribe((view) => {
      // A fence typed or pasted may be the first of its kind.
      if (view.cells.some(({ kind }) => isComing(kind)))
        void bringAll(desk).then(() => this.notebook.reread());
      this.#count(this.#view.ran, view.ran);
      this.#view = view;
      this.history.note();
      this.#autosave.note(view.title, this.notebook.text);
    });
    this.#autosave.note(this.#view.title, text);
    desk.ledger.files = this.files.size;
  }

  static async open(desk: Desk, text: string, origin: Origin): Promise<Session> {
    if (needsAll(text)) await bringAll(desk);
    const session = new Session(desk, text, origin);
    await session.#autosave.flush();
    return session;
  }

  get view(): NotebookView {
    return this.#view;
  }

  get kept(): KeptState {
    return this.#kept;
  }

  /** The reader has looked, and lets a notebook from outside run. */
  trust(): void {
    this.notebook.trusted = true;
  }

  /** Kinds one can add by hand, prose first. */
  get addable(): readonly string[] {
    return ["prose", ...[...kinds.keys()].filter((kind) => !["prose", "source", "ledger"].includes(kind))];
  }

  /** Queries are there to be read; the settings of the other kinds speak through their results. */
  opensByItself(cell: CellView): boolean {
    return (
      cell.kind === "sql" || cell.problems.some(({ at }) => at.range !== undefined || at.line !== undefined)
    );
  }

  completions(key: string): Completions {
    return completionsFor(this.#view, key);
  }

  async add(after: string | null, kind: string): Promise<void> {
    if (isComing(kind)) await bringAll(this.#desk);
    const t = this.#desk.reader.speech.t;
    const made = newCell(this.#view, kind, after, t("cell.newText"));
    const key = this.notebook.insert(after, kind, made.body, made.id);
    if (made.attributes) this.notebook.setAttributes(key, { id: made.id ?? "", ...made.attributes });
    this.folds[key] = true;
    this.selected = key;
    this.editing = key;
  }

  freshId(wish: string): string {
    return freshId(this.#view, wish);
  }

  duplicate(cell: CellView): void {
    const id = cell.id === null ? undefined : this.freshId(cell.id);
    const key = this.notebook.insert(cell.key, cell.kind, cell.body, id);
    if (id !== undefined) this.notebook.setAttributes(key, { ...cell.attributes, id });
    this.selected = key;
  }

  /** Text under the hands: in the notebook at once, so that nothing is lost, but nothing runs until it is left. */
  type(key: string, text: string): void {
    this.notebook.setBody(key, text, { typing: true });
  }

  /** The hands left the text. */
  typed(key: string, text: string): void {
    this.notebook.setBody(key, text);
  }

  cell(name: string): CellView | null {
    return this.#view.cells.find((cell) => cell.name === name || cell.id === name) ?? null;
  }

  /** Runs everything; asking for it is also saying that this notebook may run. */
  runAll(): void {
    this.notebook.trusted = true;
    this.notebook.runAll();
  }

  run(keys: readonly string[]): void {
    this.notebook.trusted = true;
    this.notebook.run(keys);
  }

  stop(): void {
    this.notebook.stop();
  }

  rename(title: string): void {
    this.notebook.setText(retitle(this.notebook.text, title));
  }

  /** The notebook as a file: where it came from, or where the reader says. */
  async save(): Promise<void> {
    const text = new Blob([this.notebook.text], { type: "text/markdown" });
    const to = this.#savedTo ?? { name: fileName(this.#view.title, "md"), handle: null };
    this.#savedTo = (await saveFile(text, to, download)) ?? this.#savedTo;
    await this.#autosave.flush();
  }

  /** Writes what is not kept yet; for the moment the page may go away. */
  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  /** Whether a source of this notebook reads this file; if so it has it now. */
  async offer(file: File): Promise<boolean> {
    const { takerOf } = await import("./offer");
    const taker = await takerOf(file, this.#view.cells);
    if (taker) this.#give(taker.id, taker.spec.file, file);
    return taker !== null;
  }

  async pickFile(cell: string): Promise<void> {
    const [file] = await pickFrom("", false);
    if (file) await this.giveFile(cell, file);
  }

  /** A missing column is that cell's own error, so nothing is asked here. */
  async giveFile(id: string, file: File): Promise<void> {
    const { sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#view.cells).find((one) => one.id === id);
    if (source) this.#give(id, source.spec.file, file);
  }

  /** The file stands for the name the text has; the source cell says what is different about it. */
  #give(id: string, name: string, file: File): void {
    this.files.hold(file, name);
    this.#desk.ledger.files = this.files.size;
    this.notebook.trusted = true;
    this.notebook.invalidate(id);
  }

  /** `ran` grows while things run and starts anew with each change. */
  #count(before: readonly string[], now: readonly string[]): void {
    const goesOn = now.length >= before.length && before.every((id, at) => now[at] === id);
    for (const id of goesOn ? now.slice(before.length) : now) this.runs[id] = (this.runs[id] ?? 0) + 1;
  }

  goTo(name: string): void {
    const cell = this.cell(name);
    if (!cell) return;
    this.selected = cell.key;
    const region = document.getElementById(`cell-${cell.key}`);
    region?.scrollIntoView({ block: "start" });
    region?.focus({ preventScroll: true });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.notebook.stop();
    await this.#autosave.flush();
    await this.#models.close();
  }
}

/** The kinds a notebook of prose and SQL does without, and their words. */
const bringAll = ({ reader }: Desk): Promise<unknown> => Promise.all([bringKinds(), reader.everyWord()]);
