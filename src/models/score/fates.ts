/** More customers times worlds than this are not kept: a byte each. */
const MOST = 64e6;

/** What is known of a customer in a world. */
const UNKNOWN = 0;
const GONE = 1;
const ALIVE = 2;
/** Alive, and buys nothing until the horizon last looked at. */
const SILENT = 3;

/**
 * Who is still a customer in which world, and who of them buys nothing until a horizon: neither depends on a discount
 * rate, the first not on the horizon either. A second look at the same worlds under other terms then draws only the
 * customers who matter, from the same random numbers, so that it gives what a first look would to the last bit.
 */
export class Fates {
  readonly #known: Uint8Array;
  #horizon = NaN;

  private constructor(size: number) {
    this.#known = new Uint8Array(size);
  }

  /** Null where there are too many to keep. */
  static of(customers: number, worlds: number): Fates | null {
    return customers * worlds <= MOST ? new Fates(customers * worlds) : null;
  }

  /** Purchases are looked for until this horizon from now on. */
  until(horizon: number): void {
    if (horizon === this.#horizon) return;
    this.#horizon = horizon;
    const known = this.#known;
    for (let i = 0; i < known.length; i++) if (known[i] === SILENT) known[i] = ALIVE;
  }

  /** Whether a place has been looked at before: the last of a row tells that all before it have. */
  seen(at: number): boolean {
    return this.#known[at] !== UNKNOWN;
  }

  /** Nothing is bought here. Only where {@link seen}. */
  idle(at: number): boolean {
    return this.#known[at] !== ALIVE;
  }

  note(at: number, alive: boolean, bought: boolean): void {
    this.#known[at] = !alive ? GONE : bought ? ALIVE : SILENT;
  }
}
