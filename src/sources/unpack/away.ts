import type { listOf } from "./json";
import type { sheetOf } from "./workbook";

/** What takes a file of another kind apart into text. */
export interface Unpacker {
  readonly sheetOf: typeof sheetOf;
  readonly listOf: typeof listOf;
}

let elsewhere: Unpacker | null = null;

/**
 * Where workbooks and JSON are taken apart. A large one holds whoever reads it for seconds, so the page hands it to a
 * worker; where there is none (tests, Node) it is read in place.
 */
export function unpackBy(unpacker: Unpacker | null): void {
  elsewhere = unpacker;
}

export const takeSheet: Unpacker["sheetOf"] = async (...args) =>
  elsewhere ? elsewhere.sheetOf(...args) : (await import("./workbook")).sheetOf(...args);

export const takeList: Unpacker["listOf"] = async (...args) =>
  elsewhere ? elsewhere.listOf(...args) : (await import("./json")).listOf(...args);
