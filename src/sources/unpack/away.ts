import type { sheetOf } from "./workbook";

export type TakeSheet = typeof sheetOf;

let elsewhere: TakeSheet | null = null;

/**
 * Where workbooks are taken apart. A large one holds whoever reads it for seconds, so the page hands it to a worker;
 * where there is none (tests, Node) it is read in place.
 */
export function takeSheetsBy(take: TakeSheet | null): void {
  elsewhere = take;
}

export const takeSheet: TakeSheet = async (...args) =>
  elsewhere ? elsewhere(...args) : (await import("./workbook")).sheetOf(...args);
