import { ParquetFile, default as init } from "parquet-wasm/esm/parquet_wasm.js";

let ready: Promise<unknown> | null = null;

/** A Parquet file as Arrow IPC streams, one per batch of row groups: what is not yet read takes no memory. */
export async function* parquetToIpc(module: string, file: Blob): AsyncGenerator<Uint8Array> {
  await (ready ??= init({ module_or_path: module }));
  const parquet = await ParquetFile.fromFile(file);
  const groups = parquet.metadata().numRowGroups();
  for (let i = 0; i < groups; i++) {
    yield (await parquet.read({ rowGroups: [i] })).intoIPCStream();
  }
}
