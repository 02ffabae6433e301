import { TenureError, type Problem } from "../../../terms/error";
import type { PageContext } from "../../context";
import type { Looked } from "./looked.svelte";

/** One file being written from a table, by chunks: how far it is, and the way to stop it. */
export class Writing {
  running = $state(false);
  /** Of all rows, 0 to 1. */
  share = $state(0);
  problem = $state.raw<Problem | null>(null);
  #stop: AbortController | null = null;

  async write(page: PageContext, looked: Looked, format: "csv" | "parquet", file: string): Promise<void> {
    const arranged = looked.shown?.arranged;
    if (!arranged || this.running) return;
    const { signal } = (this.#stop = new AbortController());
    this.running = true;
    this.share = 0;
    this.problem = null;
    try {
      const engine = await page.engine();
      const blob = await engine.write(arranged, format, {
        signal,
        progress: (rows, of) => (this.share = of > 0 ? rows / of : 1),
      });
      if (!signal.aborted) await page.save(blob, file);
    } catch (thrown) {
      if (!signal.aborted) this.problem = TenureError.from(thrown).toJSON();
    }
    this.running = false;
  }

  cancel(): void {
    this.#stop?.abort();
  }
}
