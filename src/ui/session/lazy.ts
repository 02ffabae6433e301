import type { JailHost, ModelHost, ResultHost } from "../../notebook/kind";
import type { Engine } from "../../tables/client";
import { standsFor } from "../../tables/itself";

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
  const engine = new Proxy({} as Engine, {
    get: (_, name) => {
      // A promise resolved with this object must not take it for another promise.
      if (name === "then") return undefined;
      return name === "page" ? page : call(String(name), (engine) => engine);
    },
    has: () => true,
  });
  standsFor(engine, start);
  return engine;
}

type Library = ModelHost & { close(): Promise<void> };

/** A model library that comes, and starts its worker, with its first call. */
export class LazyModels implements ModelHost {
  readonly #load: () => Promise<{ Models: new () => Library }>;
  #held: Promise<Library> | null = null;

  constructor(load: () => Promise<{ Models: new () => Library }>) {
    this.#load = load;
  }

  async call(...[method, args, signal, progress]: Parameters<ModelHost["call"]>): Promise<unknown> {
    this.#held ??= this.#load()
      .then(({ Models }) => new Models())
      .catch((error: unknown) => {
        this.#held = null;
        throw error;
      });
    return (await this.#held).call(method, args, signal, progress);
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await (await held)?.close();
  }
}

/** Results of an earlier visit, which come with the first cell that may have one. */
export function lazyResults(load: () => Promise<ResultHost>): ResultHost {
  let held: Promise<ResultHost> | null = null;
  const there = () => (held ??= load());
  return {
    recall: async (told) => (await there()).recall(told),
    keep: async (...args) => (await there()).keep(...args),
  };
}

type Closable<T> = T & { close(): Promise<void> };

/** A jail that opens with the first program. */
export class LazyJail implements JailHost {
  readonly #load: () => Promise<Closable<JailHost>>;
  #held: Promise<Closable<JailHost>> | null = null;

  constructor(load: () => Promise<Closable<JailHost>>) {
    this.#load = load;
  }

  async run(...args: Parameters<JailHost["run"]>): ReturnType<JailHost["run"]> {
    this.#held ??= this.#load().catch((error: unknown) => {
      this.#held = null;
      throw error;
    });
    return (await this.#held).run(...args);
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await (await held)?.close();
  }
}
