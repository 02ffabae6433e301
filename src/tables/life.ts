import { proxy, wrap, type Remote } from "comlink";
import { bootWorker } from "../realm/boot";
import { TenureError } from "../terms/error";
import type { EngineApi, EnginePaths, Report } from "./protocol";
import { Watch } from "./watch";

/** Nothing loaded and nothing heard for this long while starting: given up. Milliseconds. */
const SILENCE = 30_000;

export interface EngineFiles {
  readonly engine: string;
  readonly today: string;
  readonly paths: Omit<EnginePaths, "module">;
}

/** What {@link Life.during} rejects with when a life ends; never seen by callers. */
export const ENDED = Symbol("the engine was ended");

/** One life of the engine worker, from boot to its end. */
export class Life {
  readonly api: Remote<EngineApi>;
  readonly #worker: Worker;
  /** Of calls that are under way. */
  readonly #waiting = new Set<(mark: symbol) => void>();
  #ended = false;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.api = wrap<EngineApi>(worker);
  }

  /** Boots the worker and opens its database, locked and furnished. `report` goes on for as long as it lives. */
  static async start(
    files: EngineFiles,
    module: WebAssembly.Module | null,
    report: (life: Life, said: Report) => void,
  ): Promise<Life> {
    const life = new Life(await bootWorker(files.engine));
    const watch = new Watch(SILENCE);
    const heard = (said: Report) => {
      watch.heard();
      report(life, said);
    };
    try {
      await Promise.race([
        life.api.open({ ...files.paths, module }, files.today, proxy(heard)),
        watch.silent,
      ]);
      return life;
    } catch (error) {
      life.end();
      throw TenureError.from(error);
    } finally {
      watch.stop();
    }
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * As `answer`, but rejects with {@link ENDED} when this life is over before. No race with a promise that lasts as long
   * as the engine: that one would remember every call there ever was.
   */
  during<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const end: (mark: symbol) => void = reject;
      if (this.#ended) end(ENDED);
      this.#waiting.add(end);
      answer.then(resolve, reject).finally(() => this.#waiting.delete(end));
    });
  }

  /** DuckDB's own worker is a child of the engine worker and goes with it, whatever it is doing. */
  end(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const end of this.#waiting) end(ENDED);
    this.#waiting.clear();
  }
}
