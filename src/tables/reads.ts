import type { Report } from "./protocol";

const MARK = "tenure:read";

/**
 * Plain script for the head of DuckDB's worker. DuckDB tells nobody how far it has read, but it reads a file by
 * slices: each slice's end is posted, at most every 50 ms, while the query blocks the worker.
 */
export const READS = `{
  const slice = Blob.prototype.slice;
  let last = 0;
  Blob.prototype.slice = function (start, end, type) {
    const now = performance.now();
    if (this instanceof File && (now - last > 50 || end >= this.size)) {
      last = now;
      postMessage({ type: "${MARK}", file: this.name, bytes: Math.min(end, this.size), of: this.size });
    }
    return slice.call(this, start, end, type);
  };
}`;

/** Turns the worker's posts into reports and keeps them from DuckDB's own listener: call before that is attached. */
export function countReads(worker: Worker, report: (report: Report) => void): void {
  worker.addEventListener("message", (event: MessageEvent<{ type: unknown }>) => {
    if (event.data.type !== MARK) return;
    event.stopImmediatePropagation();
    const { file, bytes, of } = event.data as unknown as { file: string; bytes: number; of: number };
    report({ say: "read", file, bytes, of });
  });
}
