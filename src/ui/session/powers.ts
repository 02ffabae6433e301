import { proxy, wrap, releaseProxy, type Remote } from "comlink";
import engineWorker from "../../../workers/engine.ts?worker&url";
import modelsWorker from "../../../workers/models.ts?worker&url";
import type { ModelService } from "../../models/service";
import type { ModelHost } from "../../notebook/kind";
import { bootWorker } from "../../realm/boot";
import { startEngine, type Engine } from "../../tables/client";
import { TenureError } from "../../terms/error";

/** Starts DuckDB in its worker. */
export function bootEngine(onState?: (state: Engine["state"]) => void): Promise<Engine> {
  return startEngine({ worker: engineWorker, today: localDay(new Date()) }, onState);
}

/** The reader's own calendar day as ISO text. */
export function localDay(now: Date): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** What the worker offers beside the library: to hear how far a long call is. */
interface Heeding {
  heed(listener: (done: number, of: number) => void): void;
}

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The model library in a worker of its own, started at the first call. One call at a time reaches it, as cells run;
 * a cancelled call ends the worker, and the next one starts another.
 */
export class Models implements ModelHost {
  #worker: Promise<{ worker: Worker; api: Remote<ModelService & Heeding> }> | null = null;
  #heard: Parameters<ModelHost["call"]>[3];

  async call(...[method, args, signal, progress]: Parameters<ModelHost["call"]>): Promise<unknown> {
    signal.throwIfAborted();
    const held = (this.#worker ??= this.#start());
    const { worker, api } = await held.catch((error: unknown) => {
      this.#worker = null;
      throw error;
    });
    const run = (api as unknown as Record<string, Call>)[method];
    if (!run) throw new TenureError("unexpected", {}, { cause: `no model call ${method}` });
    this.#heard = progress;
    return new Promise((resolve, reject) => {
      const abort = () => {
        worker.terminate();
        if (this.#worker === held) this.#worker = null;
        reject(signal.reason instanceof Error ? signal.reason : new DOMException("stopped", "AbortError"));
      };
      signal.addEventListener("abort", abort, { once: true });
      run(...args)
        .then(resolve, (error: unknown) => reject(TenureError.from(error)))
        .finally(() => signal.removeEventListener("abort", abort));
    });
  }

  async close(): Promise<void> {
    const held = this.#worker;
    this.#worker = null;
    if (!held) return;
    const { worker, api } = await held;
    api[releaseProxy]();
    worker.terminate();
  }

  async #start() {
    const worker = await bootWorker(modelsWorker, { type: "module" });
    const api = wrap<ModelService & Heeding>(worker);
    await api.heed(proxy((done, of) => this.#heard?.(done, of)));
    return { worker, api };
  }
}
