import { jot, unjot } from "./jotting";
import { Overtaken, type Kept, type Shelf } from "./shelf";

export type KeptState = "kept" | "keeping" | "refused";

/** Milliseconds of quiet before a change is written. */
const QUIET = 300;

interface Options {
  readonly onstate?: (state: KeptState) => void;
  /** Another tab has written this notebook since: what is here goes on under the new id. */
  readonly onmoved?: (id: string) => void;
  readonly now?: () => number;
  readonly from?: Kept;
  /** What is kept beside the text, asked at the moment of writing. */
  readonly past?: () => unknown;
}

/**
 * Keeps one notebook's text in this browser: waits for a moment of quiet, never writes twice at once,
 * always ends with the newest text, and never writes over what another tab has written.
 */
export class Autosave {
  #id: string;
  readonly #shelf: Shelf;
  readonly #options: Options;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> | null = null;
  #waiting: { title: string; text: string } | null = null;
  /** What is being written. */
  #under: { title: string; text: string } | null = null;
  #revision: number;
  #written: string | null;
  #ended = false;

  constructor(shelf: Shelf, id: string, options: Options = {}) {
    this.#id = id;
    this.#shelf = shelf;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#revision = options.from?.revision ?? 0;
    this.#written = options.from?.text ?? null;
  }

  get id(): string {
    return this.#id;
  }

  /** The text as it is now; written soon. */
  note(title: string, text: string): void {
    if (this.#ended || (text === this.#written && this.#waiting === null)) return;
    this.#waiting = { title, text };
    this.#options.onstate?.("keeping");
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), QUIET);
  }

  /** Writes what waits, at once. Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#writing ?? this.#waiting) {
      this.#writing ??= this.#write();
      await this.#writing;
    }
  }

  /** The page may go away this moment: what is not written yet is jotted down at once, and then written. */
  hurry(): Promise<void> {
    const next = this.#waiting ?? this.#under;
    if (next) {
      const revision = this.#revision + (this.#waiting ? 1 : 0);
      jot({ kept: { id: this.#id, ...next, at: this.#now(), revision }, past: this.#options.past?.() });
    }
    return this.flush();
  }

  /** Writes nothing any more, not even what waits: everything is being forgotten. */
  end(): void {
    this.#ended = true;
    this.#waiting = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Whether something newer came while the last was being written. */
  #behind(): boolean {
    return this.#waiting !== null;
  }

  async #write(): Promise<void> {
    const next = this.#waiting;
    this.#waiting = null;
    if (next) {
      this.#under = next;
      try {
        await this.#keep(next);
        if (!this.#behind()) unjot(this.#id);
        this.#written = next.text;
        this.#options.onstate?.("kept");
      } catch {
        this.#options.onstate?.("refused");
      }
      this.#under = null;
    }
    this.#writing = null;
  }

  async #keep(next: { title: string; text: string }): Promise<void> {
    const write = async () => {
      this.#revision += 1;
      const kept = { id: this.#id, ...next, at: this.#now(), revision: this.#revision };
      await this.#shelf.keep(kept, this.#options.past?.());
    };
    try {
      await write();
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      this.#id = crypto.randomUUID();
      this.#revision = 0;
      await write();
      this.#options.onmoved?.(this.#id);
    }
  }
}
