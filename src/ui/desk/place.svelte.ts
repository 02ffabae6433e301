import type { Held } from "../../storage/holder";
import type { Kept, Shelf } from "../../storage/shelf";
import { isStranger } from "../../storage/strangers";
import type { Engine } from "../../tables/client";
import type { Desk } from "../desk.svelte";
import type { Session } from "../session/session.svelte";
import { forgottenState } from "../shell/forgotten";
import { leadTo } from "./address";

/** Where a notebook's text came from. */
export interface Origin {
  readonly handle?: FileSystemFileHandle | null;
  readonly kept?: Kept;
  /** Files the notebook's sources may find at once, by name. */
  readonly files?: readonly File[];
  /** The place it was opened from, for `storage/originals`; absent: it was made here. */
  readonly from?: string;
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

/** The one notebook that is open: the right to write it, the engine behind it, and what becomes of it. */
export class Place {
  readonly #desk: Desk;
  readonly #shelf: Shelf;
  #session = $state.raw<Session | null>(null);
  #elsewhere = $state.raw<Elsewhere | null>(null);
  #engineState = $state.raw<Engine["state"] | null>(null);
  #engine: Promise<Engine> | null = null;
  #held: Held | null = null;
  #unheard: (() => void) | null = null;

  constructor(desk: Desk, shelf: Shelf) {
    this.#desk = desk;
    this.#shelf = shelf;
  }

  get session(): Session | null {
    return this.#session;
  }

  get elsewhere(): Elsewhere | null {
    return this.#elsewhere;
  }

  get engineState(): Engine["state"] | null {
    return this.#engineState;
  }

  engine(): Promise<Engine> {
    this.#engine ??= import("../session/powers")
      .then(({ bootEngine }) => bootEngine((state) => (this.#engineState = state)))
      .catch((error: unknown) => {
        this.#engine = null;
        throw error;
      });
    return this.#engine;
  }

  async open(text: string, origin: Origin, held?: Held): Promise<void> {
    const { Session } = await import("../session/session.svelte");
    await this.close();
    const session = await Session.open(this.#desk, text, origin);
    this.#held = held ?? (await this.#hold(session.id));
    this.#elsewhere = null;
    this.#session = session;
    if (origin.handle && !origin.kept) void keepDropped(session.id, origin.handle);
    leadTo(session.id);
    this.#desk.came = null;
    if (origin.from !== undefined || origin.kept)
      void import("../original/came").then(({ cameFrom }) => cameFrom(this.#desk, session, origin));
  }

  /** A kept notebook, where no other tab has it; `take`: also where one has. Says whether it is open now. */
  async openKept(id: string, take: boolean): Promise<boolean> {
    await this.close();
    const held = await this.#hold(id, take);
    // Only now: the other tab has just written it.
    const kept = await this.#shelf.find(id);
    if (held && kept) {
      const { handleOf } = await import("../../storage/handles");
      await this.open(kept.text, { kept, trusted: !isStranger(id), handle: await handleOf(id) }, held);
      return true;
    }
    held?.release();
    if (kept) this.#goElsewhere(id, kept.title, false);
    return false;
  }

  /** Leaves the place empty; false: it was. */
  async clear(): Promise<boolean> {
    if (!this.#session && !this.#elsewhere) return false;
    this.#elsewhere = null;
    await this.close();
    leadTo(null);
    return true;
  }

  /** Puts the notebook away, and with it the engine that holds its tables. */
  async close(): Promise<void> {
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

  /** Forgets all that this browser keeps, here and in every other tab. */
  async forgetEverything(): Promise<void> {
    const [{ tellForgotten }, { forgetAll }, { leaveOffline }] = await Promise.all([
      import("../../storage/holder"),
      import("../../storage/forget"),
      import("../shell/offline"),
    ]);
    this.#session?.discard();
    // This tab hears what it tells; beginning anew it would stop halfway through forgetting.
    this.#unheard?.();
    this.#unheard = null;
    tellForgotten();
    await leaveOffline();
    await forgetAll(this.#shelf);
    await this.#vanish();
  }

  async #hold(id: string, take = false): Promise<Held | null> {
    const { hold, whenForgotten } = await import("../../storage/holder");
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
    this.#desk.importing = null;
    await this.close();
    this.#goElsewhere(id, view.title, true);
  }

  #goElsewhere(id: string, title: string, gone: boolean): void {
    this.#elsewhere = { id, title, gone };
    leadTo(id);
  }

  /** The page begins anew, as one that was never here. */
  async #vanish(): Promise<void> {
    this.#session?.discard();
    await this.close();
    history.replaceState(forgottenState(), "", this.#desk.home);
    location.reload();
  }
}

/** The file a notebook was dropped from is the one it is saved to, also after a reload. */
async function keepDropped(id: string, handle: FileSystemFileHandle): Promise<void> {
  const { keepHandle } = await import("../../storage/handles");
  await keepHandle(id, handle);
}
