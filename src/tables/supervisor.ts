import { proxy, wrap, type Remote } from "comlink";
import { bootWorker } from "../realm/boot";
import { TenureError } from "../terms/error";
import type { EngineState, LogEntry } from "./engine";
import { replay, type Journal, type Step } from "./journal";
import type { EngineApi, EnginePaths, Lane, Op, Report } from "./protocol";

/** How long a cancelled call may go unanswered before its engine is ended. */
export const PATIENCE = 800;
/** Nothing loaded and nothing heard for this long while starting: given up. */
const SILENCE = 30_000;
const LOGGED = 200;

export interface EngineFiles {
  readonly engine: string;
  readonly today: string;
  readonly paths: EnginePaths;
}

export interface Call {
  readonly signal?: AbortSignal;
  readonly progress?: (bytes: number, of: number) => void;
}

/** One life of the engine worker. */
interface Life {
  readonly api: Remote<EngineApi>;
  readonly worker: Worker;
  /** Rejects with {@link ENDED} when this life is over. */
  readonly over: Promise<never>;
  readonly end: () => void;
}

const ENDED = Symbol("the engine was ended");

/**
 * Keeps an engine alive: starts it, runs calls on its two connections in order, ends it when a cancelled call is not
 * answered or when it has crashed, and makes everything again from the journal before the next call runs.
 */
export class Supervisor {
  readonly #files: EngineFiles;
  readonly #journal: Journal;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #tail: Record<Lane, Promise<unknown>> = { cells: Promise.resolve(), page: Promise.resolve() };
  readonly #reads = new Set<NonNullable<Call["progress"]>>();
  readonly #log: LogEntry[] = [];
  #life: Promise<Life> | null = null;
  #state: EngineState = { is: "starting", fraction: null };
  #nextOp: Op = 1;
  #closed = false;

  constructor(files: EngineFiles, journal: Journal) {
    this.#files = files;
    this.#journal = journal;
  }

  get state(): EngineState {
    return this.#state;
  }

  get log(): readonly LogEntry[] {
    return this.#log;
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ready(): Promise<void> {
    await this.#alive();
  }

  close(): void {
    this.#closed = true;
    void this.#life?.then((life) => life.end()).catch(() => undefined);
  }

  /** Runs `act` when the calls before it on the same connection are done. */
  async call<T>(
    lane: Lane,
    what: string,
    act: (api: Remote<EngineApi>, op: Op) => Promise<T>,
    options: Call = {},
  ): Promise<T> {
    const turn = this.#tail[lane].then(() => this.#logged(lane, what, act, options));
    this.#tail[lane] = turn.catch(() => undefined);
    return turn;
  }

  async #logged<T>(
    lane: Lane,
    what: string,
    act: (api: Remote<EngineApi>, op: Op) => Promise<T>,
    options: Call,
  ): Promise<T> {
    const start = performance.now();
    let error: string | null = null;
    try {
      return await this.#attempt(act, options);
    } catch (thrown) {
      const known = TenureError.from(thrown);
      error = known.code;
      throw known;
    } finally {
      this.#log.push({ lane, sql: what, milliseconds: performance.now() - start, error });
      if (this.#log.length > LOGGED) this.#log.shift();
    }
  }

  async #attempt<T>(act: (api: Remote<EngineApi>, op: Op) => Promise<T>, options: Call): Promise<T> {
    // A second try only after somebody else's cancel or crash took the engine away; a third would hide a real fault.
    for (let tries = 1; ; tries++) {
      if (options.signal?.aborted) throw new TenureError("engine.cancelled");
      const life = await this.#alive();
      try {
        return await this.#within(life, act, options);
      } catch (error) {
        if (options.signal?.aborted) throw new TenureError("engine.cancelled");
        if (TenureError.from(error).code === "engine.crashed") this.#restart(life);
        if (error !== ENDED) throw error;
        if (this.#closed || tries === 2) throw new TenureError("engine.failed");
      }
    }
  }

  async #within<T>(
    life: Life,
    act: (api: Remote<EngineApi>, op: Op) => Promise<T>,
    { signal, progress }: Call,
  ): Promise<T> {
    const op = this.#nextOp++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      void life.api.cancel(op);
      timer = setTimeout(() => this.#restart(life), PATIENCE);
    };
    const heard = progress && rising(progress);
    if (heard) this.#reads.add(heard);
    signal?.addEventListener("abort", stop, { once: true });
    try {
      return await Promise.race([act(life.api, op), life.over]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (heard) this.#reads.delete(heard);
    }
  }

  #alive(): Promise<Life> {
    if (this.#closed) return Promise.reject(new TenureError("engine.failed"));
    return (this.#life ??= this.#start().catch((error: unknown) => {
      this.#life = null;
      this.#say({ is: "failed", error: TenureError.from(error) });
      throw error;
    }));
  }

  #restart(life: Life): void {
    life.end();
    if (this.#closed) return;
    this.#say({ is: "restarting", fraction: 0 });
    // Started at once, not at the next call: the reader sees it happen and waits less.
    this.#life = this.#start();
    this.#life.catch((error: unknown) => {
      this.#life = null;
      this.#say({ is: "failed", error: TenureError.from(error) });
    });
  }

  async #start(): Promise<Life> {
    const again = this.#state.is === "restarting";
    if (!again) this.#say({ is: "starting", fraction: null });
    const worker = await bootWorker(this.#files.engine, { type: "module" });
    const api = wrap<EngineApi>(worker);
    let end = () => undefined as void;
    const over = new Promise<never>((_, reject) => {
      end = () => {
        worker.terminate();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a mark, never seen by callers
        reject(ENDED);
      };
    });
    over.catch(() => undefined);
    const life: Life = { api, worker, over, end };
    const watch = new Watch(SILENCE);
    let open = false;
    const report = (said: Report) => {
      watch.heard();
      if (said.say === "loading" && !again && said.of > 0) {
        this.#say({ is: "starting", fraction: Math.min(1, said.bytes / said.of) });
      } else if (said.say === "read") {
        for (const progress of this.#reads) progress(said.bytes, said.of);
      } else if (said.say === "broken" && open) {
        this.#restart(life);
      }
    };
    try {
      await Promise.race([api.open(this.#files.paths, this.#files.today, proxy(report)), watch.silent]);
    } catch (error) {
      worker.terminate();
      throw TenureError.from(error);
    } finally {
      watch.stop();
    }
    await this.#rebuild(api);
    open = true;
    this.#say({ is: "ready" });
    return life;
  }

  async #rebuild(api: Remote<EngineApi>): Promise<void> {
    if (this.#journal.size === 0) return;
    await replay(
      this.#journal.steps(),
      (step) => redo(api, step, this.#nextOp++),
      (done, of) => {
        this.#say({ is: "restarting", fraction: done / of });
      },
    );
  }

  #say(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Rejects {@link silent} when nothing was heard for a while. */
class Watch {
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

function redo(api: Remote<EngineApi>, step: Step, op: Op): Promise<unknown> {
  switch (step.do) {
    case "file":
      return api.registerFile(step.name, step.file);
    case "exec":
      return api.exec(op, step.sql);
    case "create":
      return api.create(op, step.name, step.sql, step.view);
    case "store":
      return api.store(step.schema, step.name, step.columns);
    case "arrow":
      return api.insertArrow(step.schema, step.name, step.ipc);
    case "parquet":
      return api.insertParquet(op, step.schema, step.name, step.file);
    case "bind":
      return api.writeInput(step.name, step.values);
  }
}

/** A file may be read more than once in one call (types are guessed first): only the furthest point is told. */
function rising(progress: (bytes: number, of: number) => void): (bytes: number, of: number) => void {
  let furthest = 0;
  return (bytes, of) => {
    if (bytes <= furthest) return;
    furthest = bytes;
    progress(bytes, of);
  };
}
