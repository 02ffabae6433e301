import { wrap, type Remote } from "comlink";
import unpackWorker from "../../../workers/unpack.ts?worker&url";
import { bootWorker } from "../../realm/boot";
import type { Unpacker } from "../../sources/unpack/away";
import { TenureError } from "../../terms/error";

/** Does one thing in a worker of its own, which ends with it: the page stays free, and the memory comes back. */
async function away<R>(act: (unpacker: Remote<Unpacker>) => Promise<R>): Promise<R> {
  const worker = await bootWorker(unpackWorker, { type: "module" });
  try {
    return await act(wrap<Unpacker>(worker));
  } catch (error) {
    throw TenureError.from(error);
  } finally {
    worker.terminate();
  }
}

export const unpacker: Unpacker = {
  sheetOf: (...args) => away((there) => there.sheetOf(...args)),
  listOf: (...args) => away((there) => there.listOf(...args)),
};
