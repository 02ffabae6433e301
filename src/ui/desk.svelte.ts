import { Shelf, type Kept } from "../storage/shelf";
import { isStranger } from "../storage/strangers";
import type { Engine } from "../tables/client";
import { asked, leadTo, readOwn, type Asked } from "./desk/address";
import { Frame } from "./desk/frame.svelte";
import { Place, type Elsewhere, type Origin } from "./desk/place.svelte";
import type { Again, Made } from "./import/made";
import type { Batch } from "./import/several";
import type { Session } from "./session/session.svelte";
import { foreignIn, isNotebook, pastedFiles, pickFrom, type Handles } from "./shell/pick";

export type { Tab } from "./desk/panels.svelte";
export type { Elsewhere, Origin } from "./desk/place.svelte";

/**
 * The desk the sheet lies on: the ways a notebook or a file comes onto it, and what went wrong outside of a cell.
 * Small on purpose: everything a notebook needs is loaded when the first one is opened.
 */
export class Desk extends Frame {
  readonly shelf = new Shelf();
  readonly home = location.pathname;
  readonly #place = new Place(this, this.shelf);

  #recent = $state.raw<readonly Kept[]>([]);
  /** The file in the import dialog, and the source it is read again for; without one it makes a notebook. */
  importing = $state.raw<File | null>(null);
  /** Files of the same columns that are read with it; layouts that wait for their turn. */
  importingMore = $state.raw<readonly File[]>([]);
  #waiting: readonly Batch[] = [];
  /** The template the next import makes; null: the main one. */
  wanted: string | null = null;
  /** This handful of files has made the open notebook: the rest of it goes there too. */
  adding = $state(false);
  rereading = $state.raw<(Again & { readonly id: string }) | null>(null);

  get session(): Session | null {
    return this.#place.session;
  }

  get elsewhere(): Elsewhere | null {
    return this.#place.elsewhere;
  }

  get recent(): readonly Kept[] {
    return this.#recent;
  }

  /** Null: not started. */
  get engineState(): Engine["state"] | null {
    return this.#place.engineState;
  }

  protected get occupied(): boolean {
    return this.session !== null;
  }

  /** The engine of the open notebook, or of the import that will make one; starts when first asked for. */
  engine(): Promise<Engine> {
    return this.#place.engine();
  }

  /** What the address asks for: a notebook of this site, the notebook of this tab, or nothing. */
  async arrive(): Promise<void> {
    const { read, ...from } = asked();
    await this.#arrived(from);
    if (read && this.session) this.reading = "read";
  }

  async #arrived({ open, notebook, link, carried }: Omit<Asked, "read">): Promise<void> {
    if (link !== null) return this.openLink(link);
    if (notebook !== null) {
      const kept = await this.shelf.find(notebook).catch(() => undefined);
      if (kept) return this.reopen(notebook);
    }
    if (open !== null) return this.openAddress(open);
    if (carried) return this.#openCarried();
    this.#recent = await this.shelf.list();
  }

  /** The address was changed by hand: a link in it is opened. */
  async follow(): Promise<void> {
    const { link, read } = asked();
    if (link !== null) await this.openLink(link);
    if (link !== null && read && this.session) this.reading = "read";
  }

  /** The notebook that came with a page that is one file; its sources find their files there. */
  async #openCarried(): Promise<void> {
    await this.attempt(async () => {
      const { textHere } = await import("./share/foreign");
      await this.#open(textHere() ?? "", { trusted: false });
    });
  }

  /** A notebook of this site by a path relative to the page; anything else is refused. */
  async openAddress(path: string): Promise<void> {
    await this.attempt(async () => {
      const { text, trusted } = await readOwn(path);
      await this.#open(text, { trusted, from: `site:${path}` });
    });
  }

  /** A notebook that an address carries; nothing of it runs until the reader says so. */
  async openLink(carried: string): Promise<void> {
    await this.attempt(async () => {
      const { readLink } = await import("../storage/link");
      // Words for what may be wrong with it come first.
      await this.reader.words("sharing");
      // Reloading the page must not open it a second time; where it cannot be read, what is open stays.
      leadTo(this.session?.id ?? null);
      await this.#open(await readLink(carried), { trusted: false });
    });
    if (!this.session) this.#recent = await this.shelf.list();
  }

  /** A file is on its way: what reads it starts while the reader still looks for it. */
  expectFile(): void {
    // What keeps it from starting is said where it is wanted.
    this.engine().catch(() => undefined);
  }

  async pickFiles(): Promise<void> {
    this.expectFile();
    await this.take(
      await pickFrom(".csv,.tsv,.txt,.gz,.zip,.parquet,.arrow,.json,.xlsx,.xls,.ods,.html,.md", true),
    );
  }

  async pickNotebook(): Promise<void> {
    await this.take(await pickFrom(".md,.markdown,text/markdown,.ipynb,.html", false));
  }

  /** Files dropped, picked or pasted: a notebook opens; a file a source waits for goes there; else the import dialog. */
  async take(files: readonly File[], handles: Handles = new Map()): Promise<void> {
    await this.attempt(async () => {
      const notebook = files.find(isNotebook);
      if (notebook) {
        const beside = files.filter((file) => file !== notebook);
        await this.#open(await notebook.text(), {
          trusted: false,
          from: `file:${notebook.name}`,
          files: beside,
          handle: (await handles.get(notebook)) ?? null,
        });
        return;
      }
      const foreign = await foreignIn(files);
      if (foreign) return this.#carry(foreign);
      const unknown: File[] = [];
      for (const file of files) if (!(await this.session?.offer(file))) unknown.push(file);
      if (unknown.length === 1 && (await this.#openPrepared(unknown[0]!))) return;
      this.adding = false;
      this.#waiting = unknown.length > 1 ? await this.#batches(unknown) : unknown.map((file) => [file]);
      this.nextImport();
    });
  }

  async #batches(files: readonly File[]): Promise<readonly Batch[]> {
    const { batches } = await import("./import/several");
    return batches(files);
  }

  /** The dialog has closed: what else was given has its turn. */
  nextImport(): void {
    const [next, ...later] = this.#waiting;
    this.#waiting = later;
    this.rereading = null;
    this.wanted = null;
    this.importingMore = next?.slice(1) ?? [];
    this.importing = next?.[0] ?? null;
  }

  /** A notebook of another program: what did not carry over is told over it. A page of ours: nothing is different. */
  async #carry(file: File): Promise<void> {
    const [{ carry, ownPage }] = await Promise.all([import("./share/foreign"), this.reader.words("sharing")]);
    const text = await file.text();
    const own = ownPage(text);
    if (own) return this.#open(own.text, { trusted: false, files: own.files });
    const carried = carry(file.name, text);
    await this.#open(carried.text, { trusted: false });
    this.sharing = { show: "carried", file: file.name, carried };
  }

  /** The notebook over a summary that was prepared where the data live; whether the file is one. */
  async #openPrepared(file: File): Promise<boolean> {
    const { preparedNotebook } = await import("./session/prepared");
    const text = await preparedNotebook(file, this.reader.speech.language);
    if (text !== null) await this.#open(text, { trusted: true, files: [file] });
    return text !== null;
  }

  paste(clipboard: DataTransfer): boolean {
    const files = pastedFiles(clipboard);
    if (files.length > 0) void this.take(files);
    return files.length > 0;
  }

  /** The shipped sample, imported with what its generator says about it, and run. */
  async openSample(): Promise<void> {
    await this.bring(async () => (await import("./gallery/open")).sample(this.reader.speech.language));
  }

  /** Opens a notebook that is made elsewhere. */
  bring(make: () => Promise<readonly [text: string, origin: Origin]>): Promise<void> {
    return this.attempt(async () => this.#open(...(await make())));
  }

  async reopen(id: string): Promise<void> {
    await this.attempt(() => this.#openKept(id, false));
  }

  /** Asks the tab that has this notebook to put it away, and opens it here. */
  async takeOver(id: string): Promise<void> {
    await this.attempt(() => this.#openKept(id, true));
  }

  /** A notebook of its own with the text of one that another tab writes. */
  async openCopy(id: string): Promise<void> {
    const kept = await this.shelf.find(id);
    if (kept) await this.attempt(() => this.#open(kept.text, { trusted: !isStranger(id) }));
  }

  /** The notebook over an import that the reader has confirmed. Throws what the dialog shows in place. */
  async make(made: Made): Promise<void> {
    const { textFor } = await import("./gallery/open");
    const text = await textFor(this.wanted, this.reader.speech.language, made);
    await this.#open(text, { trusted: true, files: [made.file, ...made.more] });
    this.adding = true;
  }

  /** Opens the import dialog on a file for a source of the open notebook. */
  readAgain(file: File, source: Again & { readonly id: string }, more: readonly File[] = []): void {
    this.#waiting = [];
    this.importingMore = more;
    this.rereading = source;
    this.importing = file;
  }

  /** What the dialog's reader has confirmed goes where it was asked for. */
  async confirm(made: Made): Promise<void> {
    const beside = this.adding || (made.source.holds ?? "orders") !== "orders";
    if (this.rereading) await this.session?.readAs(this.rereading.id, made);
    else if (this.session && beside) (await import("./session/addSource")).addSource(this.session, made);
    else await this.make(made);
  }

  /** Back to the empty state; the text stays kept. */
  async leave(): Promise<void> {
    if (await this.#place.clear()) this.#recent = await this.shelf.list();
  }

  /** The address leads to this notebook. */
  address(id: string): void {
    leadTo(id);
  }

  /** The newer program instead of this one, once all that was written is kept. */
  async takeNewer(): Promise<void> {
    const { takeNewer } = await import("./shell/offline");
    await this.session?.flush();
    await takeNewer();
  }

  forgetEverything(): Promise<void> {
    return this.#place.forgetEverything();
  }

  async #open(text: string, origin: Origin): Promise<void> {
    await this.#place.open(text, origin);
    this.#settle();
  }

  async #openKept(id: string, take: boolean): Promise<void> {
    if (await this.#place.openKept(id, take)) this.#settle();
  }

  /** A notebook has come: what stood in its place goes. */
  #settle(): void {
    this.help = false;
    this.importing = null;
    this.sharing = null;
    this.reading = null;
    scrollTo(0, 0);
  }
}
