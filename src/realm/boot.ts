import { TenureError } from "../terms/error";
import { asset, inside, INSIDE } from "./assets";
import { relay } from "./relay";

export interface BootOptions {
  /** Milliseconds until a worker that has not come up counts as failed. */
  readonly timeout?: number;
  /** Plain script run in the worker before its own code. */
  readonly before?: string;
}

const BOOTED = "tenure:booted";
const FAILED = "tenure:failed";

/** Hands a worker the same, before anything else is said to it. */
const handDown = (worker: Worker): void => worker.postMessage({ [INSIDE]: inside() });

/**
 * Plain script for the head of such a worker. A page from a disk has no origin, so a worker may not fetch what the page
 * has an address for: it is given the files themselves, and answers for their addresses.
 */
const TAKEN_DOWN = `{
  addEventListener("message", (event) => {
    if (!event.data?.${INSIDE}) return;
    event.stopImmediatePropagation();
    globalThis.${INSIDE} = event.data.${INSIDE};
  });
  const ask = globalThis.fetch;
  globalThis.fetch = (what, ...more) => {
    const held = globalThis.${INSIDE}?.files.get(what?.url ?? String(what));
    return held ? Promise.resolve(new Response(held)) : ask(what, ...more);
  };
}`;

/**
 * The script that a worker's blob holds: our own file by its full address, then a sign of life or of failure. The file
 * is one classic script: what a module worker imports is held against `worker-src` where a browser follows the standard
 * to the letter, as Firefox does, and nothing but blobs may be a worker here.
 */
export function bootScript(url: string, { before = "" }: BootOptions = {}): string {
  return [
    relay(),
    before,
    `try { importScripts(${JSON.stringify(url)}); postMessage("${BOOTED}"); } catch (error) { postMessage("${FAILED} " + error); }`,
  ].join("\n");
}

/** The same where all files are inside of one: nothing of an opaque origin is loaded by an address, so its text stands here. */
async function wholeScript(url: string, { before = "" }: BootOptions): Promise<string> {
  const code = await (await fetch(url)).text();
  return [relay(), TAKEN_DOWN, before, code, `postMessage("${BOOTED}");`].join("\n");
}

/**
 * Starts a worker from a blob: only such a worker inherits the page's policy; one started from an address escapes it.
 * Resolves when the worker's own code has been loaded and run, and no message of its own is lost before that.
 *
 * @throws TenureError `realm.boot-failed` when the script cannot be loaded, `realm.boot-timeout` when nothing is heard.
 */
export async function bootWorker(url: string, options: BootOptions = {}): Promise<Worker> {
  const full = asset(url);
  const file = full.replace(/^.*\//, "").replace(/\?.*$/, "");
  const timeout = options.timeout ?? 30_000;
  const packed = inside() !== null;
  const script = packed ? await wholeScript(full, options) : bootScript(full, options);
  const blob = new Blob([script], { type: "text/javascript" });
  const address = URL.createObjectURL(blob);
  const worker = new Worker(address, { name: file });
  if (packed) handDown(worker);
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new TenureError("realm.boot-timeout", { file, seconds: timeout / 1000 }));
      }, timeout);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        worker.removeEventListener("message", heard);
        worker.removeEventListener("error", failed);
        act();
      };
      const fail = (cause: string | undefined) => settle(() => reject(failure(file, cause)));
      const heard = ({ data }: MessageEvent<unknown>) => {
        if (data === BOOTED) settle(resolve);
        else if (typeof data === "string" && data.startsWith(FAILED)) fail(data.slice(FAILED.length + 1));
      };
      const failed = (event: ErrorEvent) => {
        event.preventDefault();
        fail(event.message || undefined);
      };
      worker.addEventListener("message", heard);
      worker.addEventListener("error", failed);
    });
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    URL.revokeObjectURL(address);
  }
}

const failure = (file: string, cause: string | undefined): TenureError =>
  new TenureError("realm.boot-failed", { file }, { cause });
