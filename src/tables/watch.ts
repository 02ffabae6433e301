import { TenureError } from "../terms/error";

/** Rejects {@link silent} with `engine.start-timeout` when nothing was heard for a while. */
export class Watch {
  readonly silent: Promise<never>;
  readonly #patience: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #reject: (error: TenureError) => void = () => undefined;

  constructor(patience: number) {
    this.#patience = patience;
    this.silent = new Promise<never>((_, reject) => (this.#reject = reject));
    this.silent.catch(() => undefined);
    this.heard();
  }

  heard(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => this.#reject(new TenureError("engine.start-timeout", { seconds: this.#patience / 1000 })),
      this.#patience,
    );
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}

/** A file may be read more than once in one call (types are guessed first): only the furthest point is told. */
export function rising(progress: (bytes: number, of: number) => void): (bytes: number, of: number) => void {
  let furthest = 0;
  return (bytes, of) => {
    if (bytes <= furthest) return;
    furthest = bytes;
    progress(bytes, of);
  };
}
