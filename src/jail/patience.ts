import { TenureError } from "../terms/error";
import { MOST_PATIENCE, PATIENCE, type LogLine, type Program } from "../terms/jail";
import { lastWords } from "./failure";

interface Watch {
  /** Asks the worker for a sign of life. */
  ask(): void;
  out(error: TenureError): void;
  readonly log: readonly LogLine[];
}

/** How much longer is offered to a program that needs more. */
const LONGER = 6;

/**
 * How long a program may keep its worker from answering. Calls are counted, not time: a page that was busy or asleep
 * itself has not called meanwhile, and takes nothing from the program. In a tab nobody looks at browsers call more
 * rarely, and the program has longer.
 */
export class Patience {
  readonly #seconds: number;
  readonly #most: number;
  readonly #every: number;
  readonly #watch: Watch;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Calls since the one that is still unanswered; null: none is. */
  #unheard: number | null = null;

  constructor({ patience = PATIENCE }: Pick<Program, "patience">, every: number, watch: Watch) {
    this.#seconds = patience;
    this.#most = Math.ceil((patience * 1000) / every);
    this.#every = every;
    this.#watch = watch;
  }

  start(): void {
    this.#ask();
    this.#timer = setInterval(() => {
      if (this.#unheard === null) this.#ask();
      else if (++this.#unheard >= this.#most) this.#out();
    }, this.#every);
  }

  answered(): void {
    this.#unheard = null;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #ask(): void {
    this.#unheard = 0;
    this.#watch.ask();
  }

  #out(): void {
    const params = { seconds: this.#seconds, longer: Math.min(this.#seconds * LONGER, MOST_PATIENCE) };
    this.#watch.out(
      new TenureError("jail.too-long", params, { cause: lastWords(this.#watch.log) || undefined }),
    );
  }
}
