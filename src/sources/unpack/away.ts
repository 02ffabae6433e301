import type { sourceHash } from "../read/hash";
import type { sniff } from "../sniff";
import type { listOf } from "./json";
import type { sheetOf } from "./workbook";

/** What does the long work on a file: takes one of another kind apart into text, looks at its beginning, hashes it. */
export interface Unpacker {
  readonly sheetOf: typeof sheetOf;
  readonly listOf: typeof listOf;
  readonly sniff: typeof sniff;
  readonly sourceHash: typeof sourceHash;
}

let elsewhere: Unpacker | null = null;

/**
 * Where such work is done. It holds whoever does it for a tenth of a second or for many, so the page hands it to a
 * worker; where there is none (tests, Node) it is done in place.
 */
export function unpackBy(unpacker: Unpacker | null): void {
  elsewhere = unpacker;
}

export const unpacker = (): Unpacker | null => elsewhere;

export const takeSheet: Unpacker["sheetOf"] = async (...args) =>
  elsewhere ? elsewhere.sheetOf(...args) : (await import("./workbook")).sheetOf(...args);

export const takeList: Unpacker["listOf"] = async (...args) =>
  elsewhere ? elsewhere.listOf(...args) : (await import("./json")).listOf(...args);
