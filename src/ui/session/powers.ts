import engineWorker from "../../../workers/engine.ts?script";
import type { ScorePart } from "../../models/score/blocks";
import { joined } from "../../models/serve/join";
import type { ScoreRequest } from "../../models/service";
import type { ModelHost } from "../../notebook/kind";
import { startEngine, type Engine } from "../../tables/client";
import { ModelWorker, type Progress } from "./modelWorker";

/** Starts DuckDB in its worker. */
export function bootEngine(onState?: (state: Engine["state"]) => void): Promise<Engine> {
  return startEngine({ worker: engineWorker, today: localDay(new Date()) }, onState);
}

/** The reader's own calendar day as ISO text. */
export function localDay(now: Date): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** So many customers more are worth the start of one worker more. */
const MANY = 20_000;
/** Every worker holds all customers: more than these cost more than they help. */
const WORKERS = 4;

/** The model library in workers. Calls come one at a time, as cells run; what can be shared out goes to several. */
export class Models implements ModelHost {
  readonly #workers = Array.from({ length: WORKERS }, () => new ModelWorker());

  call(...[method, args, signal, progress]: Parameters<ModelHost["call"]>): Promise<unknown> {
    const [request] = args as readonly [ScoreRequest];
    const worth = method === "score" ? 1 + Math.floor(request.who.x.length / MANY) : 1;
    const workers = this.#workers.slice(0, Math.min(worth, navigator.hardwareConcurrency));
    if (workers.length > 1) return this.#shared(workers, request, signal, progress);
    return this.#workers[0]!.call(method, args, signal, progress);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  /** Each worker its share of the customers; what is random is keyed, so the numbers are those of one worker. */
  async #shared(
    workers: readonly ModelWorker[],
    request: ScoreRequest,
    signal: AbortSignal,
    progress?: Progress,
  ): Promise<unknown> {
    const told = workers.map(() => ({ done: 0, of: 0 }));
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const parts = await Promise.all(
      workers.map((worker, index) =>
        worker
          .call("scorePart", [request, { index, of: workers.length }], either, (done, of) => {
            told[index] = { done, of };
            if (told.some((one) => one.of === 0)) return;
            progress?.(sum(told, "done"), sum(told, "of"));
          })
          .catch((error: unknown) => {
            failed.abort(error);
            throw error;
          }),
      ),
    );
    return joined(request, parts as ScorePart[]);
  }
}

const sum = (all: readonly { done: number; of: number }[], name: "done" | "of"): number =>
  all.reduce((total, one) => total + one[name], 0);
