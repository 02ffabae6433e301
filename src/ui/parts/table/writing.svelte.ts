import { TenureError, type Problem } from "../../../terms/error";
import type { PageContext } from "../../context";
import type { Looked } from "./looked.svelte";

export type Format = "csv" | "parquet" | "xlsx";

/** One file being written from a table, by chunks: how far it is, and the way to stop it. */
export class Writing {
  running = $state(false);
  /** Of all rows, 0 to 1. */
  share = $state(0);
  problem = $state.raw<Problem | null>(null);
  #stop: AbortController | null = null;

  async write(page: PageContext, looked: Looked, format: Format, name: string): Promise<void> {
    const arranged = looked.shown?.arranged;
    if (!arranged || this.running) return;
    const { signal } = (this.#stop = new AbortController());
    this.running = true;
    this.share = 0;
    this.problem = null;
    try {
      const engine = await page.engine();
      const how = {
        signal,
        progress: (rows: number, of: number) => (this.share = of > 0 ? rows / of : 1),
      };
      const blob =
        format === "xlsx"
          ? await (await import("./book")).writeBook(engine, arranged, name, how)
          : await engine.write(arranged, format, how);
      if (!signal.aborted) await page.save(blob, `${name}.${format}`);
    } catch (thrown) {
      if (!signal.aborted) this.problem = TenureError.from(thrown).toJSON();
    }
    this.running = false;
  }

  cancel(): void {
    this.#stop?.abort();
  }
}
