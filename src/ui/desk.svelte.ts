import { TenureError, type Problem } from "../terms/error";
import { fetchAsset } from "../realm/assets";
import { isOwn, type RequestLog } from "../realm/requests";
import { readPreference, writePreference } from "../storage/preferences";
import type { Held } from "../storage/holder";
import { Shelf, type Kept } from "../storage/shelf";
import { isStranger } from "../storage/strangers";
import type { Engine } from "../tables/client";
import type { Hub } from "./commands";
import type { Again, Made } from "./import/made";
import type { Session } from "./session/session.svelte";
import { isNotebook, pastedTable, pickFrom } from "./shell/pick";
import { Ledger } from "./shell/receipt.svelte";
import type { Reader } from "./shell/reader.svelte";

/** What the sidebar may show. */
export type Tab = "data" | "outline" | "help";

/** Where a notebook's text came from. */
export interface Origin {
  readonly handle?: FileSystemFileHandle | null;
  readonly kept?: Kept;
  /** Files the notebook's sources may find at once, by name. */
  readonly files?: readonly File[];
  /** False: nothing runs until the reader says so. */
  readonly trusted: boolean;
}

/** A notebook that another tab writes. */
export interface Elsewhere {
  readonly id: string;
  readonly title: string;
  /** It was open here until the other tab took it. */
  readonly gone: boolean;
}

/**
 * The desk the sheet lies on: which notebook is open, what is being imported, what went wrong outside of a cell.
 * Small on purpose: everything a notebook needs is loaded when the first one is opened.
 */
export class Desk {
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly shelf = new Shelf();
  readonly home = location.pathname;

  #session = $state.raw<Session | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #recent = $state.raw<readonly Kept[]>([]);
  /** The file in the import dialog, and the source it is read again for; without one it makes a notebook. */
  importing = $state.raw<File | null>(null);
  rereading = $state.raw<(Again & { readonly id: string }) | null>(null);
  opening = $state(false);
  /** Whether to forget everything is being asked. */
  forgetting = $state(false);
  receipt = $state(false);
  sidebar = $state(false);
  /** The help beside the empty state, where there is no sidebar. */
  help = $state(false);
  tab = $state<Tab>("data");
  #hub = $state.raw<Hub | null>(null);
  #waking: Promise<void> | null = null;
  #elsewhere = $state.raw<Elsewhere | null>(null);
  #held: Held | null = null;
  #unheard: (() => void) | null = null;
  #engine: Promise<Engine> | null = null;
  #engineState = $state.raw<Engine["state"] | null>(null);

  constructor(reader: Reader, log: RequestLog) {
    this.reader = reader;
    this.ledger = new Ledger(log);
    const wide = matchMedia("(min-width: 1101px)");
    this.sidebar = readPreference("sidebar") !== "closed" && wide.matches;
    // Where there is no longer room beside the page, it would cover it.
    wide.addEventListener("change", () => (this.sidebar &&= wide.matches));
  }

  get session(): Session | null {
    return this.#session;
  }

  get elsewhere(): Elsewhere | null {
    return this.#elsewhere;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  get recent(): readonly Kept[] {
    return this.#recent;
  }

  /** Null: not started. */
  get engineState(): Engine["state"] | null {
    return this.#engineState;
  }

  /** Keys, menus, palette: null until they have come. */
  get hub(): Hub | null {
    return this.#hub;
  }

  /** Brings the commands and their words. */
  wake(): Promise<void> {
    this.#waking ??= Promise.all([import("./commands"), this.reader.words("commands")])
      .then(([{ Hub }]) => void (this.#hub = new Hub(this)))
      .catch((error: unknown) => {
        this.#waking = null;
        throw error;
      });
    return this.#waking;
  }

  /** Does what a command does. */
  act(id: string): void {
    void this.wake().then(() => this.#hub?.run(id));
  }

  /** The engine of the open notebook, or of the import that will make one; starts when first asked for. */
  engine(): Promise<Engine> {
    this.#engine ??= import("./session/powers")
      .then(({ bootEngine }) => bootEngine((state) => (this.#engineState = state)))
      .catch((error: unknown) => {
        this.#engine = null;
        throw error;
      });
    return this.#engine;
  }

  /** What the address asks for: a notebook of this site, the notebook of this tab, or nothing. */
  async arrive(): Promise<void> {
    const wanted = new URLSearchParams(location.search).get("open");
    const here = new URLSearchParams(location.hash.slice(1)).get("notebook");
    if (here !== null) {
      const kept = await this.shelf.find(here).catch(() => undefined);
      if (kept) return this.reopen(here);
    }
    if (wanted !== null) return this.openAddress(wanted);
    this.#recent = await this.shelf.list();
  }

  /** A notebook of this site by a path relative to the page; anything else is refused. */
  async openAddress(path: string): Promise<void> {
    await this.#attempt(async () => {
      const address = new URL(path, document.baseURI);
      const base = new URL(".", document.baseURI);
      const plain = isOwn(address.href, base.href) && address.hash === "" && /\.md$/i.test(address.pathname);
      // A scheme or a leading slash is another place, even where it happens to lead here.
      // Neither is a folder whose slash or dots a server reads only later: it may lie above ours.
      const hidden = /%(2e|2f|5c)/i.test(path);
      if (!plain || hidden || /^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(path))
        throw new TenureError("open.address", { path });
      const inside = address.pathname.slice(base.pathname.length);
      const response = await fetchAsset(inside).catch((cause: unknown) => {
        throw new TenureError("open.missing", { path }, { cause });
      });
      if (/text\/html/.test(response.headers.get("content-type") ?? ""))
        throw new TenureError("open.missing", { path });
      // What this site ships was written with the program; anything else may run only when the reader says so.
      await this.#open(await response.text(), { trusted: inside.startsWith("notebooks/") });
    });
  }

  async pickFiles(): Promise<void> {
    await this.take(await pickFrom(".csv,.tsv,.txt,.gz,.parquet,.md", true));
  }

  async pickNotebook(): Promise<void> {
    await this.take(await pickFrom(".md,.markdown,text/markdown", false));
  }

  /** Files dropped, picked or pasted: a notebook opens; a file a source waits for goes there; else the import dialog. */
  async take(files: readonly File[]): Promise<void> {
    await this.#attempt(async () => {
      const notebook = files.find(isNotebook);
      if (notebook) {
        const beside = files.filter((file) => file !== notebook);
        await this.#open(await notebook.text(), { trusted: false, files: beside });
        return;
      }
      for (const file of files) {
        if (await this.#session?.offer(file)) continue;
        this.rereading = null;
        this.importing = file;
        return;
      }
    });
  }

  paste(clipboard: DataTransfer): boolean {
    const files =
      clipboard.files.length > 0 ? [...clipboard.files] : pastedTable(clipboard.getData("text/plain"));
    if (files.length > 0) void this.take(files);
    return files.length > 0;
  }

  /** The shipped sample, imported with what its generator says about it, and run. */
  async openSample(): Promise<void> {
    await this.#attempt(async () => {
      const { sampleNotebook } = await import("./session/sample");
      const { text, file } = await sampleNotebook(this.reader.speech.language);
      await this.#open(text, { trusted: true, files: [file] });
    });
  }

  async reopen(id: string): Promise<void> {
    await this.#attempt(() => this.#openKept(id, false));
  }

  /** Asks the tab that has this notebook to put it away, and opens it here. */
  async takeOver(id: string): Promise<void> {
    await this.#attempt(() => this.#openKept(id, true));
  }

  /** A notebook of its own with the text of one that another tab writes. */
  async openCopy(id: string): Promise<void> {
    const kept = await this.shelf.find(id);
    if (kept) await this.#attempt(() => this.#open(kept.text, { trusted: !isStranger(id) }));
  }

  /** The notebook over an import that the reader has confirmed. Throws what the dialog shows in place. */
  async make(made: Made): Promise<void> {
    const { template } = await import("./session/sample");
    const { writeMade } = await import("./session/make");
    const text = writeMade(await template(this.reader.speech.language), made);
    await this.#open(text, { trusted: true, files: [made.file] });
  }

  /** Opens the import dialog on a file for a source of the open notebook. */
  readAgain(file: File, source: Again & { readonly id: string }): void {
    this.rereading = source;
    this.importing = file;
  }

  /** What the dialog's reader has confirmed goes where it was asked for. */
  async confirm(made: Made): Promise<void> {
    if (this.rereading) await this.#session?.readAs(this.rereading.id, made);
    else await this.make(made);
  }

  /** Back to the empty state; the text stays kept. */
  async leave(): Promise<void> {
    if (!this.#session && !this.#elsewhere) return;
    this.#elsewhere = null;
    await this.#close();
    history.replaceState(null, "", location.pathname);
    this.#recent = await this.shelf.list();
  }

  toggleSidebar(): void {
    if (!this.#session) {
      this.help = !this.help;
      return;
    }
    this.sidebar = !this.sidebar;
    writePreference("sidebar", this.sidebar ? null : "closed");
  }

  showHelp(): void {
    if (!this.#session) {
      this.help = true;
      return;
    }
    this.tab = "help";
    this.sidebar = true;
  }

  /** Something that no cell and no dialog can show. */
  report(thrown: unknown): void {
    this.#problem = TenureError.from(thrown).toJSON();
  }

  dismiss(): void {
    this.#problem = null;
  }

  async #open(text: string, origin: Origin, held?: Held): Promise<void> {
    const { Session } = await import("./session/session.svelte");
    await this.#close();
    const session = await Session.open(this, text, origin);
    this.#held = held ?? (await this.#hold(session.id));
    this.#elsewhere = null;
    this.#session = session;
    this.help = false;
    this.address(session.id);
    this.importing = null;
    scrollTo(0, 0);
  }

  /** A kept notebook, where no other tab has it; `take`: also where one has. */
  async #openKept(id: string, take: boolean): Promise<void> {
    await this.#close();
    const held = await this.#hold(id, take);
    // Only now: the other tab has just written it.
    const kept = await this.shelf.find(id);
    if (held && kept) return this.#open(kept.text, { kept, trusted: !isStranger(id) }, held);
    held?.release();
    if (kept) this.#goElsewhere(id, kept.title, false);
  }

  async #hold(id: string, take = false): Promise<Held | null> {
    const { hold, whenForgotten } = await import("../storage/holder");
    // Another tab forgets everything: what is open here must not be kept again.
    this.#unheard ??= whenForgotten(() => void this.#vanish());
    const away = () => void this.#putAway();
    return hold(id, { ongive: away, onlost: away }, { take });
  }

  /** Another tab wants this notebook: all that was written here is kept first. */
  async #putAway(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const { id, view } = session;
    this.importing = null;
    await this.#close();
    this.#goElsewhere(id, view.title, true);
  }

  #goElsewhere(id: string, title: string, gone: boolean): void {
    this.#elsewhere = { id, title, gone };
    this.address(id);
  }

  /** The address leads to this notebook. */
  address(id: string): void {
    history.replaceState(null, "", `${location.pathname}#notebook=${id}`);
  }

  /** Forgets all that this browser keeps, here and in every other tab. */
  async forgetEverything(): Promise<void> {
    const [{ tellForgotten }, { forgetAll }] = await Promise.all([
      import("../storage/holder"),
      import("../storage/forget"),
    ]);
    this.#session?.discard();
    // This tab hears what it tells; beginning anew it would stop halfway through forgetting.
    this.#unheard?.();
    this.#unheard = null;
    tellForgotten();
    await forgetAll(this.shelf);
    await this.#vanish();
  }

  /** The page begins anew, as one that was never here. */
  async #vanish(): Promise<void> {
    this.#session?.discard();
    await this.#close();
    history.replaceState(null, "", this.home);
    location.reload();
  }

  /** Puts the notebook away, and with it the engine that holds its tables. */
  async #close(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    // What is under the hands in an editor goes into the notebook first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await Promise.resolve();
    this.#session = null;
    await session.close();
    this.#held?.release();
    this.#held = null;
    const engine = this.#engine;
    this.#engine = null;
    this.#engineState = null;
    void engine?.then((one) => one.close()).catch(() => undefined);
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.opening = true;
    this.#problem = null;
    try {
      await act();
    } catch (error) {
      this.report(error);
    } finally {
      this.opening = false;
    }
  }
}
