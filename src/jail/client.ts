import { TenureError } from "../terms/error";
import type { Answer, LogLine, Program, Ran } from "../terms/jail";
import type { JailHost } from "../notebook/kind";
import { ProgramFailed } from "./failure";
import { outcomeFrom } from "./outcome";
import { Patience } from "./patience";
import type { FromCell, FromFrame, ToCell, ToFrame } from "./protocol";

/** The frame as the page holds it: it has the worker's script and answers on `control`. */
export interface Frame {
  readonly control: MessagePort;
  remove(): void;
}

export interface JailOptions {
  /** Opens a frame and hands it the script; fails when the script cannot be fetched. */
  readonly open: () => Promise<Frame>;
  /** Milliseconds until a frame or worker that has not come up counts as failed. */
  readonly startTimeout?: number;
  /** Milliseconds between two calls to a frame whose worker runs, and to that worker. */
  readonly beat?: number;
}

/** Unanswered calls after which a frame counts as gone: it has nothing to do but answer. */
const DEAF = 10;
const MOST_LINES = 500;

/** Runs programs, each in a fresh worker. The frame comes with the first, and again after it was lost. */
export class Jail implements JailHost {
  readonly #options: Required<JailOptions>;
  #frame: Promise<Frame> | null = null;

  constructor(options: JailOptions) {
    this.#options = { startTimeout: 30_000, beat: 1000, ...options };
  }

  async run(program: Program, answer: Answer, signal: AbortSignal): Promise<Ran> {
    signal.throwIfAborted();
    const frame = await untilAborted(this.#ready(), signal);
    try {
      return await this.#inWorker(frame, program, answer, signal);
    } catch (error) {
      // A frame that is stopped goes whole: its process may be busy beyond a worker's reach.
      if (!(error instanceof ProgramFailed)) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const held = this.#frame;
    this.#frame = null;
    await held?.then((frame) => frame.remove()).catch(() => undefined);
  }

  #ready(): Promise<Frame> {
    this.#frame ??= this.#start().catch((error: unknown) => {
      this.#frame = null;
      throw error;
    });
    return this.#frame;
  }

  async #start(): Promise<Frame> {
    const frame = await this.#options.open();
    const seconds = this.#options.startTimeout / 1000;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        frame.remove();
        reject(new TenureError("jail.start-timeout", { seconds }));
      }, this.#options.startTimeout);
      frame.control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
        if (data.is !== "ready") return;
        clearTimeout(timer);
        resolve();
      };
    });
    return frame;
  }

  #inWorker(frame: Frame, program: Program, answer: Answer, signal: AbortSignal): Promise<Ran> {
    const { control } = frame;
    const { port1: port, port2: theirs } = new MessageChannel();
    const say = (message: ToFrame, transfer: Transferable[] = []) => control.postMessage(message, transfer);
    const log: LogLine[] = [];
    let unanswered = 0;
    let started = false;
    return new Promise<Ran>((resolve, reject) => {
      const seconds = this.#options.startTimeout / 1000;
      const timers = [
        setInterval(() => {
          if (++unanswered > DEAF) end(() => reject(new TenureError("jail.lost")));
          else say({ is: "ping" });
        }, this.#options.beat),
        setTimeout(() => {
          if (!started) end(() => reject(new TenureError("jail.start-timeout", { seconds })));
        }, this.#options.startTimeout),
      ];
      const patience = new Patience(program, this.#options.beat, {
        ask: () => port.postMessage({ is: "beat" } satisfies ToCell),
        out: (error) => end(() => reject(error)),
        log,
      });
      const stopped = () => end(() => reject(reasonOf(signal)));
      // The other end of a port is gone with its process or its worker: at a limit of memory neither says a word.
      const gone = () => end(() => reject(new TenureError("jail.lost")));
      const end = (settle: () => void) => {
        timers.forEach(clearTimeout);
        patience.end();
        signal.removeEventListener("abort", stopped);
        control.removeEventListener("close", gone);
        port.removeEventListener("close", gone);
        control.onmessage = null;
        port.close();
        say({ is: "end" });
        settle();
      };
      signal.addEventListener("abort", stopped, { once: true });
      control.addEventListener("close", gone);
      port.addEventListener("close", gone);
      control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
        if (data.is === "pong") unanswered = 0;
        else if (data.is === "error")
          end(() => reject(new TenureError("jail.crashed", {}, { cause: data.message })));
      };
      port.onmessage = ({ data }: MessageEvent<FromCell>) => {
        if (data.is === "ready" && !started) {
          started = true;
          port.postMessage({ is: "run", program } satisfies ToCell);
          patience.start();
        } else if (data.is === "beat") patience.answered();
        else if (data.is === "ask") void serve(port, data, program, answer);
        else if (data.is === "log") keep(log, data.line);
        else if (data.is === "done") {
          end(() =>
            settle(
              () => ({ outcome: outcomeFrom(data.outcome, program), log, dropped: data.dropped }),
              resolve,
              reject,
            ),
          );
        } else if (data.is === "failed") {
          end(() => reject(new ProgramFailed(data.failure, log)));
        }
      };
      say({ is: "start" }, [theirs]);
    });
  }
}

const reasonOf = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new DOMException("stopped", "AbortError");

/** Whoever stops a cell does not wait for the place where it would have run. */
function untilAborted<T>(coming: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(reasonOf(signal));
    signal.addEventListener("abort", stop, { once: true });
    coming
      .then((value) => (signal.aborted ? stop() : resolve(value)), reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

function settle<T>(make: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): void {
  try {
    resolve(make());
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function keep(log: LogLine[], { level, text }: LogLine): void {
  if (log.length < MOST_LINES) log.push({ level, text: text.slice(0, 5000) });
}

/** Only what the program was given is ever read, whatever its worker asks for. */
async function serve(
  port: MessagePort,
  { ask, of }: Extract<FromCell, { is: "ask" }>,
  { given }: Program,
  answer: Answer,
): Promise<void> {
  try {
    const one = Object.hasOwn(given, of.name) ? given[of.name] : undefined;
    const known = one && one.is !== "json" ? one.columns : [];
    const columns = of.columns.map(String).filter((name) => known.some((column) => column.name === name));
    if (columns.length === 0) throw new TenureError("jail.not-given", { name: of.name });
    const limit = typeof of.limit === "number" && of.limit >= 0 ? Math.floor(of.limit) : null;
    const batch = await answer({ name: of.name, columns, limit });
    const buffers = batch.values.flatMap((values) =>
      values instanceof Float64Array ? [values.buffer as ArrayBuffer] : [],
    );
    port.postMessage({ is: "rows", ask, batch } satisfies ToCell, [...new Set(buffers)]);
  } catch (thrown) {
    port.postMessage({ is: "refused", ask, problem: TenureError.from(thrown).toJSON() } satisfies ToCell);
  }
}
