import { expose } from "comlink";
import type { Unpacker } from "../src/sources/unpack/away";
import { TenureError } from "../src/terms/error";

/** A worker's error loses its class on the way to the page: it goes as the plain record it is made of. */
const told = (error: unknown): never => {
  throw TenureError.from(error).toJSON() as unknown as Error;
};

// Each comes when it is asked for: who looks at a text needs no reader of workbooks.
expose({
  sheetOf: async (...args) => (await import("../src/sources/unpack/workbook")).sheetOf(...args).catch(told),
  listOf: async (...args) => (await import("../src/sources/unpack/json")).listOf(...args).catch(told),
  sniff: async (...args) => (await import("../src/sources/sniff")).sniff(...args).catch(told),
  sourceHash: async (...args) => (await import("../src/sources/read/hash")).sourceHash(...args).catch(told),
} satisfies Unpacker);
