const MARK = "tenure:module";

/**
 * Plain script for the head of DuckDB's worker: hands the compiled module out at the first start, and takes it back
 * at the next ones. A restart then neither fetches nor compiles 34 MB again, and its code is already warm.
 */
export const KEEP_MODULE = `{
  let kept = null;
  addEventListener("message", (event) => {
    if (event.data?.type !== "${MARK}") return;
    event.stopImmediatePropagation();
    kept = event.data.module;
  });
  const ask = globalThis.fetch;
  globalThis.fetch = (...request) => kept ? Promise.resolve(new Response()) : ask(...request);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = kept ?? (await WebAssembly.compileStreaming(source));
    if (!kept) postMessage({ type: "${MARK}", module });
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}`;

/** Gives the worker a module compiled before, or waits for the one it compiles. Call before DuckDB listens. */
export function shareModule(
  worker: Worker,
  kept: WebAssembly.Module | null,
  take: (module: WebAssembly.Module) => void,
): void {
  if (kept) {
    worker.postMessage({ type: MARK, module: kept });
    return;
  }
  worker.addEventListener("message", (event: MessageEvent<{ type: unknown; module: WebAssembly.Module }>) => {
    if (event.data.type !== MARK) return;
    event.stopImmediatePropagation();
    take(event.data.module);
  });
}
