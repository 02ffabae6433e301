import { comesWith, kinds } from "../../kinds/coming";
import { groupsFor, groupsForText } from "../../kinds/needs";
import type { Words } from "../../i18n";
import type { Deleted } from "../../notebook/bin";
import { Notebook } from "../../notebook/run/runtime";
import type { CellView, NotebookView } from "../../notebook/view";
import type { KeptState } from "../../storage/autosave";
import type { Desk, Origin } from "../desk.svelte";
import type { Completions } from "../editor/complete";
import { askingOf } from "./asking";
import { bring } from "./bring";
import { Files } from "./files";
import { History, type Named, type Past } from "./history.svelte";
import { Keeping } from "./keeping.svelte";
import { LazyJail, LazyModels, lazyEngine, lazyResults } from "./lazy";
import { completionsFor, freshId, newCell } from "./newCell";
import { ranSince } from "./ran";
import { enterRegion, showRegion } from "./regions";
import { Supply } from "./supply";
import { retitle } from "./title";

/** One open notebook: the living text, the files its sources read, what keeps and saves it. */
export class Session {
  readonly notebook: Notebook;
  /** The text it was opened with. */
  readonly opened: string;
  readonly files: Files;
  readonly history: History;
  readonly #desk: Desk;
  readonly #models = new LazyModels(() => import("./powers"));
  readonly #jail = new LazyJail(() => import("./jail").then(({ openJail }) => openJail()));
  readonly #keeping: Keeping;
  readonly #unsubscribe: () => void;
  /** How files come to the sources. */
  readonly supply: Supply;
  #view = $state.raw<NotebookView>() as NotebookView;
  /** Key of the cell the reader is at. */
  selected = $state<string | null>(null);
  /** How often each cell has run since the notebook was opened, by id. */
  readonly runs = $state<Record<string, number>>({});
  /** Keys of cells whose code was opened or folded by hand. */
  readonly folds = $state<Record<string, boolean>>({});
  /** Keys of cells whose settings are shown as a form. */
  readonly forms = $state<Record<string, boolean>>({});
  /** The cell whose editor asks for the keyboard next. */
  editing = $state<string | null>(null);

  private constructor(desk: Desk, text: string, origin: Origin, past: Past | undefined) {
    this.#desk = desk;
    this.opened = text;
    this.files = new Files(origin.files ?? [], () => this.id);
    const lazy = lazyEngine(() => desk.engine());
    const results = lazyResults(() => import("./results").then(({ resultsOf }) => resultsOf(desk, this)));
    const powers = { engine: lazy, sources: this.files, models: this.#models, jail: this.#jail, results };
    this.notebook = new Notebook(kinds, powers, "");
    this.notebook.trusted = origin.trusted;
    this.notebook.setText(text);
    this.#view = this.notebook.view;
    this.history = new History(this.notebook, past);
    this.history.at = () => this.selected;
    this.history.onturn = (cell) => this.#show(cell);
    this.#keeping = new Keeping(desk, this.notebook, origin, () => this.history.past);
    this.supply = new Supply(desk, this.notebook, this.files, this.history);
    this.#unsubscribe = this.notebook.subscribe((view) => {
      // A fence typed or pasted may be the first of its kind.
      const groups = groupsFor(view.cells);
      if (groups.size > 0) void bring(desk, groups).then(() => this.notebook.reread());
      for (const id of ranSince(this.#view.ran, view.ran)) this.runs[id] = (this.runs[id] ?? 0) + 1;
      this.#view = view;
      this.history.note();
      this.#keeping.note();
    });
    this.#keeping.note();
  }

  static async open(desk: Desk, text: string, origin: Origin): Promise<Session> {
    await bring(desk, groupsForText(text));
    const past = origin.kept && (await desk.shelf.past(origin.kept.id));
    const session = new Session(desk, text, origin, past as Past | undefined);
    await session.#keeping.flush();
    return session;
  }

  get id(): string {
    return this.#keeping.id;
  }

  get view(): NotebookView {
    return this.#view;
  }

  get kept(): KeptState {
    return this.#keeping.state;
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
    const placed = cell.problems.some(({ at }) => at.range !== undefined || at.line !== undefined);
    return ["sql", "ts"].includes(cell.kind) || placed;
  }

  completions(key: string): Completions {
    return completionsFor(this.#view, key, askingOf(this.#desk));
  }

  async add(after: string | null, kind: string): Promise<void> {
    const group = comesWith(kind);
    if (group) await bring(this.#desk, new Set([group]));
    const t = this.#desk.reader.speech.t;
    const made = newCell(this.#view, kind, after, t("cell.newText"));
    const key = this.notebook.insert(after, kind, made.body, made.id);
    if (made.attributes) this.notebook.setAttributes(key, { id: made.id ?? "", ...made.attributes });
    this.folds[key] = true;
    this.editing = key;
    // The keyboard waits on the cell for its editor: what was chosen from is gone.
    this.#show(key);
  }

  freshId(wish: string): string {
    return freshId(this.#view, wish);
  }

  /** Text under the hands: in the notebook at once, so that nothing is lost, but nothing runs until it is left. */
  type(key: string, text: string): void {
    this.change({ merge: `typed ${key}` }, () => this.notebook.setBody(key, text, { typing: true }));
  }

  /** The hands left the text. */
  typed(key: string, text: string): void {
    this.change({ merge: `typed ${key}` }, () => this.notebook.setBody(key, text));
    this.history.seal();
  }

  /** Whether cells run by themselves after an edit: a line of the front matter, and a step. */
  runByItself(auto: boolean): void {
    this.change("history.runMode", () => (this.notebook.auto = auto));
  }

  /** A text laid out afresh, as one step of its own. `typing`: the hands are still in it, so nothing runs yet. */
  layOut(cell: CellView, text: string, typing: boolean): void {
    this.history.seal();
    const label = { code: "history.formatted", params: { name: cell.name, kind: cell.kind } };
    this.change(label, () => this.notebook.setBody(cell.key, text, { typing }));
    this.history.seal();
  }

  /**
   * Changes the notebook as one step of undo, called by a code of the catalogue: `change("history.split", () => …)`.
   * Whatever is not wrapped so is a step too, named by what it did.
   */
  change<T>(named: Named, act: () => T): T {
    return this.history.change(named, act);
  }

  /** Words that only a few parts of the page need. */
  everyWord(): Promise<void> {
    return this.#desk.reader.everyWord();
  }

  /** Puts a deleted cell back. */
  restore(cell: Deleted): void {
    const key = this.history.restore(cell, (wish) => this.freshId(wish));
    this.#show(key);
  }

  /** The reader's language, for words that are not ours. */
  get language(): string {
    return this.#desk.reader.speech.language;
  }

  /** Words of the catalogue that come when they are needed. */
  words(name: Words): Promise<void> {
    return this.#desk.reader.words(name);
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
  save(elsewhere = false): Promise<void> {
    return this.#keeping.save(elsewhere);
  }

  /** Writes what is not kept yet; for the moment the page may go away. */
  flush(): Promise<void> {
    return this.#keeping.hurry();
  }

  /** Whether a source of this notebook reads this file; if so it has it now. */
  offer(file: File): Promise<boolean> {
    return this.supply.offer(file);
  }

  /** Writes what the import dialog says into the cells of a source and its ledger. */
  readAs(...said: Parameters<Supply["readAs"]>): Promise<void> {
    return this.supply.readAs(...said);
  }

  goTo(name: string): void {
    const cell = this.cell(name);
    if (!cell) return;
    this.selected = cell.key;
    enterRegion(cell.key);
  }

  /** Goes to a cell that a change has made or touched. */
  #show(key: string | null): void {
    this.selected = key;
    if (key !== null) showRegion(key);
  }

  /** Nothing of this notebook is written any more. */
  discard(): void {
    this.#keeping.end();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.notebook.stop();
    await this.#keeping.flush();
    await this.#models.close();
    await this.#jail.close();
  }
}
