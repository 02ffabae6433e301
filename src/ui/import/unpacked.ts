import { wrap, type Remote } from "comlink";
import unpackWorker from "../../../workers/unpack.ts?script";
import { bootWorker } from "../../realm/boot";
import type { Unpacker } from "../../sources/unpack/away";
import { TenureError } from "../../terms/error";

type Act<R> = (unpacker: Remote<Unpacker>) => Promise<R>;

const boot = () => bootWorker(unpackWorker);

/** Does one thing in a worker of its own, which ends with it: the page stays free, and the memory comes back. */
async function away<R>(act: Act<R>): Promise<R> {
  const worker = await boot();
  try {
    return await act(wrap<Unpacker>(worker));
  } catch (error) {
    throw TenureError.from(error);
  } finally {
    worker.terminate();
  }
}

let looker: Promise<Remote<Unpacker>> | null = null;

/**
 * Looking takes little memory and is done again with every answer of the reader: one worker stays for it, and its proxy
 * with it. A proxy that nobody holds is let go of by Comlink, and the worker would never answer again.
 */
async function looking<R>(act: Act<R>): Promise<R> {
  looker ??= boot().then((worker) => wrap<Unpacker>(worker));
  const there = await looker.catch((error: unknown) => {
    // One that did not come up is no reason that the next does not.
    looker = null;
    throw error;
  });
  return act(there).catch((error: unknown) => {
    throw TenureError.from(error);
  });
}

export const unpacker: Unpacker = {
  sheetOf: (...args) => away((there) => there.sheetOf(...args)),
  listOf: (...args) => away((there) => there.listOf(...args)),
  sniff: (...args) => looking((there) => there.sniff(...args)),
  sourceHash: (...args) => away((there) => there.sourceHash(...args)),
};
