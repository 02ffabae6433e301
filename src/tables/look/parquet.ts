import {
  Compression,
  Table,
  transformParquetStream,
  WriterPropertiesBuilder,
  default as init,
  type RecordBatch,
} from "parquet-wasm/esm/parquet_wasm.js";

let ready: Promise<unknown> | null = null;

/** A Parquet file that grows by Arrow IPC streams of one and the same schema; each becomes a row group. */
export interface ParquetSink {
  add(ipc: Uint8Array): Promise<void>;
  end(): Promise<Blob>;
  drop(): Promise<void>;
}

/** Snappy: what every reader of Parquet has. */
export async function parquetSink(module: string): Promise<ParquetSink> {
  await (ready ??= init({ module_or_path: module }));
  const batches = new TransformStream<RecordBatch, RecordBatch>();
  const input = batches.writable.getWriter();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.SNAPPY)
    .setCreatedBy("tenure")
    .build();
  // Waits for the first rows, whose schema is the file's.
  const written = transformParquetStream(batches.readable, properties).then(async (output) => {
    const reader = (output as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parts.push(value);
    }
  });
  // A failure is told to whoever adds or ends.
  written.catch(() => undefined);
  return {
    async add(ipc) {
      const batchesOf = Table.fromIPCStream(ipc).recordBatches();
      for (const batch of batchesOf) await Promise.race([input.write(batch), written]);
    },
    async end() {
      await Promise.race([input.close(), written]);
      await written;
      return new Blob(parts, { type: "application/vnd.apache.parquet" });
    },
    async drop() {
      await input.abort().catch(() => undefined);
    },
  };
}
