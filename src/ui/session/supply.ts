import type { CellView } from "../../notebook/view";
import type { Notebook } from "../../notebook/run/runtime";
import type { Desk } from "../desk.svelte";
import type { Made } from "../import/made";
import { pickFrom } from "../shell/pick";
import type { Files } from "./files";
import type { History } from "./history.svelte";

/** How the files of a notebook come to its sources: dropped, picked, or read again otherwise. */
export class Supply {
  readonly #desk: Desk;
  readonly #notebook: Notebook;
  readonly #files: Files;
  readonly #history: History;

  constructor(desk: Desk, notebook: Notebook, files: Files, history: History) {
    this.#desk = desk;
    this.#notebook = notebook;
    this.#files = files;
    this.#history = history;
    desk.ledger.files = files.size;
  }

  get #cells(): readonly CellView[] {
    return this.#notebook.view.cells;
  }

  /** Whether a source of this notebook reads this file; if so it has it now. */
  async offer(file: File): Promise<boolean> {
    const { calledIn, takerOf } = await import("./offer");
    const taker = await takerOf(file, this.#cells);
    if (taker) this.#give(taker.id, calledIn(taker.spec, file), file);
    return taker !== null;
  }

  async pickFile(cell: string): Promise<void> {
    if (await this.#fromItsPlace(cell)) return;
    const [file] = await pickFrom("", false);
    if (file) await this.giveFile(cell, file);
  }

  /** Where the reader had its place remembered, the browser asks whether it may be read, and nothing has to be found. */
  async #fromItsPlace(id: string): Promise<boolean> {
    const { sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#cells).find((one) => one.id === id);
    if (!source) return false;
    try {
      const file = await this.#files.askFor(source.spec.file);
      if (file) this.#give(id, source.spec.file, file);
      return file !== null;
    } catch (error) {
      this.#desk.report(error);
      return false;
    }
  }

  /** A file of the same columns is taken as it is; of another the reader has to say what it means. */
  async giveFile(id: string, file: File): Promise<void> {
    const { calledIn, fits, rulesOver, sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#cells).find((one) => one.id === id);
    if (!source) return;
    if (await fits(file, source)) this.#give(id, calledIn(source.spec, file), file);
    else this.#desk.readAgain(file, { id, spec: null, rules: rulesOver(id, this.#cells) });
  }

  /** Opens the import dialog on the file a source has. */
  async readAgain(id: string): Promise<void> {
    const { rulesOver, sourcesOf } = await import("./offer");
    const source = sourcesOf(this.#cells).find((one) => one.id === id);
    const file = source && (await this.#files.find(source.spec.file));
    if (!file) return;
    const also = await Promise.all((source.spec.also ?? []).map((name) => this.#files.find(name)));
    const more = also.filter((one) => one !== null);
    this.#desk.readAgain(file, { id, spec: source.spec, rules: rulesOver(id, this.#cells) }, more);
  }

  /** Writes what the import dialog says into the cells of a source and its ledger, and nowhere else: one step. */
  async readAs(id: string, made: Made): Promise<void> {
    const { rewritten } = await import("./reread");
    const bodies = rewritten(id, made, this.#cells);
    this.#files.hold(made.file, made.source.file);
    this.#desk.ledger.files = this.#files.size;
    this.#notebook.trusted = true;
    this.#history.change({ code: "history.source", params: { name: id, kind: "source" } }, () => {
      for (const [key, body] of bodies) this.#notebook.setBody(key, body);
    });
    this.#notebook.invalidate(id);
  }

  /** The file stands for the name the text has; the source cell says what is different about it. */
  #give(id: string, name: string, file: File): void {
    this.#files.hold(file, name);
    this.#desk.ledger.files = this.#files.size;
    this.#notebook.trusted = true;
    this.#notebook.invalidate(id);
  }
}
