import { proxy, releaseProxy, wrap, type Remote } from "comlink";
import modelsWorker from "../../../workers/models.ts?script";
import type { ModelService } from "../../models/service";
import type { ModelHost } from "../../notebook/kind";
import { bootWorker } from "../../realm/boot";
import { TenureError } from "../../terms/error";

/** What the worker offers beside the library: to hear how far a long call is. */
interface Heeding {
  heed(listener: Progress): void;
}

export type Progress = NonNullable<Parameters<ModelHost["call"]>[3]>;
type Call = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The model library in a worker of its own, started at the first call. One call at a time reaches it; a cancelled call
 * ends the worker, and the next one starts another.
 */
export class ModelWorker {
  #worker: Promise<{ worker: Worker; api: Remote<ModelService & Heeding> }> | null = null;
  #heard: Progress | undefined;

  async call(
    method: string,
    args: readonly unknown[],
    signal: AbortSignal,
    progress?: Progress,
  ): Promise<unknown> {
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
    const worker = await bootWorker(modelsWorker);
    const api = wrap<ModelService & Heeding>(worker);
    await api.heed(proxy((done, of, about) => this.#heard?.(done, of, about)));
    return { worker, api };
  }
}
