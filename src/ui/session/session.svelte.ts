import { tick } from "svelte";
import { bringKinds, comesWith, kinds, type Group } from "../../kinds/coming";
import { groupsFor, groupsForText } from "../../kinds/needs";
import type { Deleted } from "../../notebook/bin";
import { Notebook } from "../../notebook/run/runtime";
import type { CellView, NotebookView } from "../../notebook/view";
import { Autosave, type KeptState } from "../../storage/autosave";
import { fileName, saveFile, type SavedTo } from "../../storage/files";
import { noteStranger } from "../../storage/strangers";
import { TenureError } from "../../terms/error";
import type { Desk, Origin } from "../desk.svelte";
import type { Made } from "../import/made";
import type { Completions } from "../editor/complete";
import { download, pickFrom } from "../shell/pick";
import { Files } from "./files";
import { History, type Named, type Past } from "./history.svelte";
import { LazyJail, LazyModels, lazyEngine } from "./lazy";
import { completionsFor, freshId, newCell } from "./newCell";
import { retitle } from "./title";

/** One open notebook: the living text, the files its sources read, what keeps and saves it. */
export class Session {
  readonly notebook: Notebook;
  readonly files: Files;
  readonly history: History;
  readonly #desk: Desk;
  readonly #models = new LazyModels(() => import("./powers"));
  readonly #jail = new LazyJail(() => import("./jail").then(({ openJail }) => openJail()));
  readonly #autosave: Autosave;
  readonly #unsubscribe: () => void;
  /** From outside, and not let run yet: noted beside the text, so that opening it again runs nothing either. */
  #stranger: boolean;
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

  private constructor(desk: Desk, text: string, origin: Origin, past: Past | undefined) {
    this.#desk = desk;
    this.files = new Files(origin.files ?? [], () => this.id);
    this.#savedTo = origin.handle ? { name: origin.handle.name, handle: origin.handle } : null;
    const lazy = lazyEngine(() => desk.engine());
    const powers = { engine: lazy, sources: this.files, models: this.#models, jail: this.#jail };
    this.notebook = new Notebook(kinds, powers, "");
    this.notebook.trusted = origin.trusted;
    this.#stranger = !origin.trusted;
    this.notebook.setText(text);
    this.#view = this.notebook.view;
    this.history = new History(this.notebook, past);
    this.history.at = () => this.selected;
    this.history.onturn = (cell) => this.#show(cell);
    this.#autosave = new Autosave(desk.shelf, origin.kept?.id ?? crypto.randomUUID(), {
      onstate: (state) => (this.#kept = state),
      past: () => this.history.past,
      onmoved: (id) => {
        if (this.#stranger) noteStranger(id, true);
        desk.address(id);
        desk.report(new TenureError("keep.overtaken"));
      },
      ...(origin.kept ? { from: origin.kept } : {}),
    });
    if (this.#stranger) noteStranger(this.id, true);
    this.#unsubscribe = this.notebook.subscribe((view) => {
      if (this.#stranger && this.notebook.trusted) noteStranger(this.id, (this.#stranger = false));
      // A fence typed or pasted may be the first of its kind.
      const groups = groupsFor(view.cells);
      if (groups.size > 0) void bring(desk, groups).then(() => this.notebook.reread());
      this.#count(this.#view.ran, view.ran);
      this.#view = view;
      this.history.note();
      this.#autosave.note(view.title, this.notebook.text);
    });
    this.#autosave.note(this.#view.title, text);
    desk.ledger.files = this.files.size;
  }

  static async open(desk: Desk, text: string, origin: Origin): Promise<Session> {
    await bring(desk, groupsForText(text));
    const past = origin.kept && (await desk.shelf.past(origin.kept.id));
    const session = new Session(desk, text, origin, past as Past | undefined);
    await session.#autosave.flush();
    return session;
  }

  get id(): string {
    return this.#autosave.id;
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
      cell.kind === "sql" ||
      cell.kind === "ts" ||
      cell.problems.some(({ at }) => at.range !== undefined || at.line !== undefined)
    );
  }

  completions(key: string): Completions {
    return completionsFor(this.#view, key);
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

  duplicate(cell: CellView): void {
    const id = cell.id === null ? undefined : this.freshId(cell.id);
    const key = this.notebook.insert(cell.key, cell.kind, cell.body, id);
    if (id !== undefined) this.notebook.setAttributes(key, { ...cell.attributes, id });
    this.selected = key;
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
    return this.#autosave.hurry();
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

  /** A file of the same columns is taken as it is; of another the reader has to say what it means. */
  async giveFile(id: string, file: File): Promise<void> {
    const { fits, rulesOver, sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#view.cells).find((one) => one.id === id);
    if (!source) return;
    if (await fits(file, source)) this.#give(id, source.spec.file, file);
    else this.#desk.readAgain(file, { id, spec: null, rules: rulesOver(id, this.#view.cells) });
  }

  /** Opens the import dialog on the file a source has. */
  async readAgain(id: string): Promise<void> {
    const { rulesOver, sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#view.cells).find((one) => one.id === id);
    const file = source && (await this.files.find(source.spec.file));
    if (file) this.#desk.readAgain(file, { id, spec: source.spec, rules: rulesOver(id, this.#view.cells) });
  }

  /** Writes what the import dialog says into the cells of a source and its ledger, and nowhere else: one step. */
  async readAs(id: string, made: Made): Promise<void> {
    const { rewritten } = await import("./reread");
    const bodies = rewritten(id, made, this.#view.cells);
    this.files.hold(made.file, made.source.file);
    this.#desk.ledger.files = this.files.size;
    this.notebook.trusted = true;
    this.change({ code: "history.source", params: { name: id, kind: "source" } }, () => {
      for (const [key, body] of bodies) this.notebook.setBody(key, body);
    });
    this.notebook.invalidate(id);
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

  /** Goes to a cell that a change has made or touched, once it is drawn; from a button outside of the sheet the keyboard stays. */
  #show(key: string | null): void {
    this.selected = key;
    if (key === null) return;
    void tick().then(() => {
      const region = document.getElementById(`cell-${key}`);
      region?.scrollIntoView({ block: "nearest" });
      const at = document.activeElement;
      if (at === document.body || at?.closest("main > section:not(#" + CSS.escape(`cell-${key}`) + ")"))
        region?.focus({ preventScroll: true });
    });
  }

  /** Nothing of this notebook is written any more. */
  discard(): void {
    this.#autosave.end();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.notebook.stop();
    await this.#autosave.flush();
    await this.#models.close();
    await this.#jail.close();
  }
}

/** Kinds a notebook of prose and SQL does without, and their words. */
async function bring({ reader }: Desk, groups: ReadonlySet<Group>): Promise<void> {
  if (groups.size > 0) await Promise.all([bringKinds(groups), reader.everyWord()]);
}
