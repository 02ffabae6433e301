import { wrap } from "comlink";
import sheetsWorker from "../../../workers/sheets.ts?worker&url";
import { bootWorker } from "../../realm/boot";
import type { TakeSheet } from "../../sources/unpack/away";
import { TenureError } from "../../terms/error";

/** Takes a workbook apart in a worker of its own, which ends with it: the page stays free, and the memory comes back. */
export const sheetAway: TakeSheet = async (file, kind, wanted) => {
  const worker = await bootWorker(sheetsWorker, { type: "module" });
  try {
    return await wrap<{ sheetOf: TakeSheet }>(worker).sheetOf(file, kind, wanted);
  } catch (error) {
    throw TenureError.from(error);
  } finally {
    worker.terminate();
  }
};
