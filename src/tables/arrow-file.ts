import { tableFromIPC, tableToIPC } from "apache-arrow";
import { Table, default as init, writeParquet } from "parquet-wasm/esm/parquet_wasm.js";
import wasm from "parquet-wasm/esm/parquet_wasm_bg.wasm?url";
import { asset } from "../realm/assets";

let ready: Promise<unknown> | null = null;

/**
 * An Arrow IPC file (Feather 2) or stream as a Parquet file of the same columns and types, which is read in slices by
 * the path all other columnar files take. Load it lazily.
 *
 * @throws whatever the libraries make of a damaged file, or of bodies compressed with LZ4 or ZSTD.
 */
export async function arrowToParquet(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  await (ready ??= init({ module_or_path: asset(wasm) }));
  // Both shapes are one to the reader; the stream is what parquet-wasm takes.
  const stream = tableToIPC(tableFromIPC(bytes), "stream");
  return writeParquet(Table.fromIPCStream(stream)) as Uint8Array<ArrayBuffer>;
}
