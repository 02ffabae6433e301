import type { Kept, Shelf } from "./shelf";

export type KeptState = "kept" | "keeping" | "refused";

/** Milliseconds of quiet before a change is written. */
const QUIET = 300;

/**
 * Keeps one notebook's text in this browser: waits for a moment of quiet, never writes twice at once,
 * and always ends with the newest text.
 */
export class Autosave {
  readonly id: string;
  readonly #shelf: Shelf;
  readonly #onstate: (state: KeptState) => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> | null = null;
  #waiting: { title: string; text: string } | null = null;
  #revision: number;
  #written: string | null;

  constructor(
    shelf: Shelf,
    id: string,
    options: { onstate?: (state: KeptState) => void; now?: () => number; from?: Kept } = {},
  ) {
    this.id = id;
    this.#shelf = shelf;
    this.#onstate = options.onstate ?? (() => undefined);
    this.#now = options.now ?? Date.now;
    this.#revision = options.from?.revision ?? 0;
    this.#written = options.from?.text ?? null;
  }

  /** The text as it is now; written soon. */
  note(title: string, text: string): void {
    if (text === this.#written && this.#waiting === null) return;
    this.#waiting = { title, text };
    this.#onstate("keeping");
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

  async #write(): Promise<void> {
    const next = this.#waiting;
    this.#waiting = null;
    if (next) {
      try {
        this.#revision += 1;
        await this.#shelf.keep({ id: this.id, ...next, at: this.#now(), revision: this.#revision });
        this.#written = next.text;
        this.#onstate("kept");
      } catch {
        this.#onstate("refused");
      }
    }
    this.#writing = null;
  }
}
