import type { Remote } from "comlink";
import { noteRefusal } from "../realm/requests";
import { TenureError } from "../terms/error";
import type { EngineState, LogEntry } from "./engine";
import { replay, type Journal, type Step } from "./journal";
import { ENDED, Life, type EngineFiles } from "./life";
import type { EngineApi, Lane, Op, Report } from "./protocol";
import { rising } from "./watch";

/** How long a cancelled cell may go unanswered before its engine is ended. Milliseconds. */
const PATIENCE = 800;
/** Lines of the query log that are kept. */
const LOGGED = 200;
/** Share of a restart that loading the module takes, before tables are made again. */
const LOADING = 0.5;

export interface Call {
  readonly signal?: AbortSignal;
  readonly progress?: (bytes: number, of: number) => void;
}

type Act<T> = (api: Remote<EngineApi>, op: Op) => Promise<T>;

/**
 * Keeps an engine alive: starts it, runs calls on its two connections in order, ends it when a cancelled cell is not
 * answered or when it has crashed, and makes everything again from the journal before the next call runs.
 */
export class Supervisor {
  readonly #files: EngineFiles;
  readonly #journal: Journal;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #tail: Record<Lane, Promise<unknown>> = { cells: Promise.resolve(), page: Promise.resolve() };
  /** What the worker is still busy with on each connection, also after its caller has gone. */
  readonly #busy: Record<Lane, Promise<unknown>> = { cells: Promise.resolve(), page: Promise.resolve() };
  readonly #reads = new Set<NonNullable<Call["progress"]>>();
  readonly #log: LogEntry[] = [];
  #life: Promise<Life> | null = null;
  #state: EngineState = { is: "starting", fraction: null };
  #module: WebAssembly.Module | null = null;
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

  /** Ends the worker by hand and waits for the next one. */
  async again(): Promise<void> {
    const life = await this.#life?.catch(() => null);
    if (life) this.#restart(life);
    await this.#alive();
  }

  close(): void {
    this.#closed = true;
    void this.#life?.then((life) => life.end()).catch(() => undefined);
  }

  /** Runs `act` when the calls before it on the same connection are done. */
  call<T>(lane: Lane, what: string, act: Act<T>, options: Call = {}): Promise<T> {
    const turn = this.#tail[lane].then(() => this.#logged(lane, what, act, options));
    this.#tail[lane] = turn.catch(() => undefined).then(() => this.#busy[lane]);
    return turn;
  }

  async #logged<T>(lane: Lane, what: string, act: Act<T>, options: Call): Promise<T> {
    const start = performance.now();
    let error: string | null = null;
    try {
      return await this.#attempt(lane, act, options);
    } catch (thrown) {
      const known = TenureError.from(thrown);
      error = known.code;
      if (error === "sql.remote-file") noteRefusal(String(known.params["path"]), "engine");
      throw known;
    } finally {
      this.#note({ lane, sql: what, milliseconds: performance.now() - start, error });
    }
  }

  #note(entry: LogEntry): void {
    this.#log.push(entry);
    if (this.#log.length > LOGGED) this.#log.shift();
  }

  async #attempt<T>(lane: Lane, act: Act<T>, options: Call): Promise<T> {
    // A second try only after somebody else's cancel or crash took the engine away; a third would hide a real fault.
    for (let tries = 1; ; tries++) {
      if (options.signal?.aborted) throw new TenureError("engine.cancelled");
      const life = await this.#alive();
      // Starting may have taken seconds; an event that has passed is not heard again.
      if (options.signal?.aborted) throw new TenureError("engine.cancelled");
      try {
        return await this.#within(life, lane, act, options);
      } catch (error) {
        if (options.signal?.aborted) throw new TenureError("engine.cancelled");
        if (error !== ENDED) {
          if (TenureError.from(error).code === "engine.crashed") this.#restart(life);
          throw error;
        }
        if (this.#closed || tries === 2) throw new TenureError("engine.failed");
      }
    }
  }

  async #within<T>(life: Life, lane: Lane, act: Act<T>, { signal, progress }: Call): Promise<T> {
    const op = this.#nextOp++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left: (error: unknown) => void = () => undefined;
    const leaves = new Promise<never>((_, reject) => (left = reject));
    const stop = () => {
      void life.api.cancel(op);
      // The page's reader may go at once: ending the engine for it would take a cell's work away.
      if (lane === "page") left(new TenureError("engine.cancelled"));
      else timer = setTimeout(() => this.#restart(life), PATIENCE);
    };
    const heard = progress && rising(progress);
    if (heard) this.#reads.add(heard);
    signal?.addEventListener("abort", stop, { once: true });
    const answer = life.during(act(life.api, op));
    this.#busy[lane] = answer.catch(() => undefined);
    try {
      return await Promise.race([answer, leaves]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (heard) this.#reads.delete(heard);
    }
  }

  #alive(): Promise<Life> {
    if (this.#closed) return Promise.reject(new TenureError("engine.failed"));
    return (this.#life ??= this.#start());
  }

  #restart(life: Life): void {
    if (life.ended) return;
    life.end();
    if (this.#closed) return;
    this.#say({ is: "restarting", fraction: 0 });
    // Started at once, not at the next call: the reader sees it happen and waits less.
    this.#life = this.#start();
    this.#life.catch(() => undefined);
  }

  async #start(): Promise<Life> {
    const again = this.#state.is === "restarting";
    if (!again) this.#say({ is: "starting", fraction: null });
    try {
      const life = await Life.start(this.#files, this.#module, (from, said) => this.#hear(from, said, again));
      await this.#rebuild(life);
      this.#say({ is: "ready" });
      return life;
    } catch (error) {
      // The next call tries again.
      this.#life = null;
      this.#say({ is: "failed", error: TenureError.from(error) });
      throw error;
    }
  }

  #hear(life: Life, said: Report, again: boolean): void {
    if (said.say === "read") {
      for (const progress of this.#reads) progress(said.bytes, said.of);
    } else if (said.say === "broken") {
      if (this.#state.is === "ready") this.#restart(life);
    } else if (said.say === "compiled") {
      this.#module = said.module;
    } else if (said.of > 0) {
      const fraction = Math.min(1, said.bytes / said.of);
      this.#say(again ? { is: "restarting", fraction: fraction * LOADING } : { is: "starting", fraction });
    }
  }

  async #rebuild({ api }: Life): Promise<void> {
    if (this.#journal.size === 0) return;
    const lost = await replay(
      this.#journal.steps(),
      (step) => redo(api, step, this.#nextOp++),
      (done, of) => this.#say({ is: "restarting", fraction: LOADING + (1 - LOADING) * (done / of) }),
    );
    for (const { step, error } of lost) {
      const sql = `again: ${"sql" in step ? step.sql : step.name}`;
      this.#note({ lane: "cells", sql, milliseconds: 0, error: TenureError.from(error).code });
    }
  }

  #say(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function redo(api: Remote<EngineApi>, step: Step, op: Op): Promise<unknown> {
  switch (step.do) {
    case "file":
      return api.registerFile(step.name, step.file);
    case "exec":
      return api.exec(op, step.sql);
    case "create":
      return api.create(op, step.name, step.sql, step);
    case "store":
      return api.store(step.schema, step.name, step.columns);
    case "arrow":
      return api.insertArrow(step.schema, step.name, step.ipc);
    case "parquet":
      return api.insertParquet(op, step.schema, step.name, step.file, step.columns);
    case "bind":
      return api.writeInput(step.name, step.values);
  }
}
