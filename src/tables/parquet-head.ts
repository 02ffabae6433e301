import { tableFromIPC } from "apache-arrow";
import { ParquetFile, default as init } from "parquet-wasm/esm/parquet_wasm.js";
import wasm from "parquet-wasm/esm/parquet_wasm_bg.wasm?url";
import { asset } from "../realm/assets";
import type { Batch } from "../terms/table";
import { decode } from "./decode";

let ready: Promise<unknown> | null = null;

/**
 * The first rows of a Parquet file, read in the page: enough to guess what its columns mean. Load it lazily.
 *
 * @throws whatever parquet-wasm makes of a damaged file.
 */
export async function parquetHead(file: Blob, limit: number): Promise<Batch> {
  await (ready ??= init({ module_or_path: asset(wasm) }));
  const parquet = await ParquetFile.fromFile(file);
  const groups = parquet.metadata().numRowGroups() > 0 ? [0] : [];
  const ipc = (await parquet.read({ rowGroups: groups, limit })).intoIPCStream();
  return decode(tableFromIPC(ipc));
}

/** Rows of a Parquet file, by its own account; only its end is read. */
export async function parquetRows(file: Blob): Promise<number> {
  await (ready ??= init({ module_or_path: asset(wasm) }));
  return (await ParquetFile.fromFile(file)).metadata().fileMetadata().numRows();
}
