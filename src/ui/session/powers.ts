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

/** Customers from which a second worker is worth its start. */
const MANY = 20_000;

/** The model library in workers. Calls come one at a time, as cells run; what can be shared out goes to two of them. */
export class Models implements ModelHost {
  readonly #first = new ModelWorker();
  readonly #second = new ModelWorker();

  call(...[method, args, signal, progress]: Parameters<ModelHost["call"]>): Promise<unknown> {
    const [request] = args as readonly [ScoreRequest];
    if (method === "score" && request.who.x.length >= MANY && navigator.hardwareConcurrency > 1)
      return this.#shared(request, signal, progress);
    return this.#first.call(method, args, signal, progress);
  }

  async close(): Promise<void> {
    await Promise.all([this.#first.close(), this.#second.close()]);
  }

  /** Each worker half of the customers; what is random is keyed, so the numbers are those of one worker. */
  async #shared(request: ScoreRequest, signal: AbortSignal, progress?: Progress): Promise<unknown> {
    const workers = [this.#first, this.#second];
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
