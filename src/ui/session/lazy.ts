import type { ModelHost } from "../../notebook/kind";
import type { Engine } from "../../tables/client";

type Method = (...args: readonly unknown[]) => unknown;

/**
 * An engine that starts with its first call: a notebook of prose never loads one, and one that was closed
 * is started anew. Only for calls that answer with a promise, which are all a cell uses.
 */
export function lazyEngine(start: () => Promise<Engine>): Engine {
  const call =
    (name: string, of: (engine: Engine) => object) =>
    async (...args: readonly unknown[]) => {
      const target = of(await start());
      return (Reflect.get(target, name) as Method).apply(target, [...args]);
    };
  const page = new Proxy({}, { get: (_, name) => call(String(name), (engine) => engine.page) });
  return new Proxy({} as Engine, {
    get: (_, name) => {
      // A promise resolved with this object must not take it for another promise.
      if (name === "then") return undefined;
      return name === "page" ? page : call(String(name), (engine) => engine);
    },
    has: () => true,
  });
}

type Library = ModelHost & { close(): Promise<void> };

/** A model library that comes, and starts its worker, with its first call. */
export class LazyModels implements ModelHost {
  readonly #load: () => Promise<{ Models: new () => Library }>;
  #held: Promise<Library> | null = null;

  constructor(load: () => Promise<{ Models: new () => Library }>) {
    this.#load = load;
  }

  async call(method: string, args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    this.#held ??= this.#load()
      .then(({ Models }) => new Models())
      .catch((error: unknown) => {
        this.#held = null;
        throw error;
      });
    return (await this.#held).call(method, args, signal);
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await (await held)?.close();
  }
}
