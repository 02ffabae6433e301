import type { Batch } from "../../../terms/table";

/** Rows asked for at once. */
export const PAGE = 256;
/** Pages that are kept: those looked at last. */
const MOST = 48;

/** The pages of one arrangement that were read, by number; the one that was used longest ago goes first. */
export class Pages {
  readonly #held = new Map<number, Batch>();

  get size(): number {
    return this.#held.size;
  }

  /** The page a row stands on. */
  of(row: number): Batch | null {
    return this.#held.get(Math.floor(row / PAGE)) ?? null;
  }

  keep(page: number, batch: Batch): void {
    this.#held.delete(page);
    this.#held.set(page, batch);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST) return;
      this.#held.delete(oldest);
    }
  }

  /** Pages that hold rows `from` to `to` (not included) and are not here; those that are here are looked at. */
  missing(from: number, to: number): readonly number[] {
    const wanted: number[] = [];
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page++) {
      const batch = this.#held.get(page);
      if (batch) this.keep(page, batch);
      else wanted.push(page);
    }
    return wanted;
  }
}
