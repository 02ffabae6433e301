import { ParquetFile, default as init } from "parquet-wasm/esm/parquet_wasm.js";
import { TenureError } from "../terms/error";

let ready: Promise<unknown> | null = null;

/**
 * A Parquet file as Arrow IPC streams, one per row group: what is not yet read takes no memory. `share` is the part of
 * the rows that has been given; `columns`: only these are read from the disk.
 *
 * @throws TenureError `engine.parquet` when the file is no Parquet or uses a feature the reader lacks.
 */
export async function* parquetToIpc(
  module: string,
  file: File,
  columns?: readonly string[],
): AsyncGenerator<{ ipc: Uint8Array; share: number }> {
  await (ready ??= init({ module_or_path: module }));
  try {
    const parquet = await ParquetFile.fromFile(file);
    const meta = parquet.metadata();
    const rows = meta.fileMetadata().numRows();
    let given = 0;
    for (let i = 0; i < Math.max(1, meta.numRowGroups()); i++) {
      const table = await parquet.read({
        rowGroups: meta.numRowGroups() === 0 ? [] : [i],
        ...(columns ? { columns: [...columns] } : {}),
      });
      if (meta.numRowGroups() > 0) given += meta.rowGroup(i).numRows();
      yield { ipc: table.intoIPCStream(), share: rows === 0 ? 1 : given / rows };
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new TenureError("engine.parquet", { file: file.name }, { cause });
  }
}
