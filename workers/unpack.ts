import { expose } from "comlink";
import type { Unpacker } from "../src/sources/unpack/away";
import { listOf } from "../src/sources/unpack/json";
import { sheetOf } from "../src/sources/unpack/workbook";
import { TenureError } from "../src/terms/error";

/** A worker's error loses its class on the way to the page: it goes as the plain record it is made of. */
const told = (error: unknown): never => {
  throw TenureError.from(error).toJSON() as unknown as Error;
};

expose({
  sheetOf: (...args) => sheetOf(...args).catch(told),
  listOf: (...args) => listOf(...args).catch(told),
} satisfies Unpacker);
