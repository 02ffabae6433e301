import { CompressionType, setCompressionCodec, tableFromIPC, tableToIPC } from "@uwdata/flechette";
import { decompress as fromZstd } from "fzstd";
import { decompress as fromLz4 } from "lz4js";
import { Table, default as init, writeParquet } from "parquet-wasm/esm/parquet_wasm.js";
import wasm from "parquet-wasm/esm/parquet_wasm_bg.wasm?url";
import { asset } from "../realm/assets";

let ready: Promise<unknown> | null = null;

// pandas, polars and arrow for R pack the bodies of a Feather file unless told not to.
const unused = (): never => {
  throw new Error("nothing is packed here");
};
setCompressionCodec(CompressionType.LZ4_FRAME, {
  decode: (bytes, size) => fromLz4(bytes, size),
  encode: unused,
});
setCompressionCodec(CompressionType.ZSTD, {
  decode: (bytes, size) => fromZstd(bytes, new Uint8Array(size)),
  encode: unused,
});

/**
 * An Arrow IPC file (Feather 2) or stream, its bodies plain, LZ4 or ZSTD, as a Parquet file of the same columns and
 * types, which is read in slices by the path all other columnar files take. Load it lazily.
 *
 * @throws whatever the libraries make of a damaged file.
 */
export async function arrowToParquet(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  await (ready ??= init({ module_or_path: asset(wasm) }));
  // Both shapes are one to the reader; the plain stream is what parquet-wasm takes.
  const stream = tableToIPC(tableFromIPC(bytes), { format: "stream" });
  return writeParquet(Table.fromIPCStream(stream!)) as Uint8Array<ArrayBuffer>;
}
