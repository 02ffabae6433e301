import { TenureError, type Problem } from "../../terms/error";
import type { RequestLog } from "../../realm/requests";
import type { Hub } from "../commands";
import type { Desk } from "../desk.svelte";
import type { Came, Comparing } from "../original/came";
import { Ledger } from "../shell/receipt.svelte";
import type { ShareDialog } from "../share/dialog";
import type { Reader } from "../shell/reader.svelte";
import { Panels } from "./panels.svelte";

/** What surrounds a notebook and is there before one: who reads, the commands, the log of requests, what went wrong. */
export abstract class Frame extends Panels {
  readonly reader: Reader;
  readonly ledger: Ledger;
  /** A notebook is on its way. */
  opening = $state(false);
  /** What is asked or told about a notebook that leaves or comes. */
  sharing = $state.raw<ShareDialog | null>(null);
  /** Where the open notebook came from, as far as it is known; the text it is held against. */
  came = $state.raw<Came | null>(null);
  comparing = $state.raw<Comparing | null>(null);
  /** The notebook is there to be read, or shown part by part; null: to be worked on. */
  reading = $state<"read" | "present" | null>(null);
  /** Which part is shown, from 0. */
  part = $state(0);
  /** A newer program has come and waits. */
  newer = $state(false);
  #problem = $state.raw<Problem | null>(null);
  #hub = $state.raw<Hub | null>(null);
  #waking: Promise<void> | null = null;

  constructor(reader: Reader, log: RequestLog) {
    super();
    this.reader = reader;
    this.ledger = new Ledger(log);
  }

  /** Keys, menus, palette: null until they have come. */
  get hub(): Hub | null {
    return this.#hub;
  }

  /** Brings the commands and their words. */
  wake(): Promise<void> {
    this.#waking ??= Promise.all([
      import("../commands"),
      this.reader.words("commands"),
      this.reader.words("sharing"),
    ])
      // Commands reach the whole desk, which this is.
      .then(([{ Hub }]) => void (this.#hub = new Hub(this as unknown as Desk)))
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

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Something that no cell and no dialog can show. */
  report(thrown: unknown): void {
    const problem = TenureError.from(thrown).toJSON();
    const show = () => void (this.#problem = problem);
    // Its words may not have come yet; where they cannot come it is told all the same.
    this.reader.everyWord().then(show, show);
  }

  dismiss(): void {
    this.#problem = null;
  }

  /** Brings a notebook; what fails on the way is told. */
  protected async attempt(act: () => Promise<void>): Promise<void> {
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
