import { wrap, type Remote } from "comlink";
import typesWorker from "../../../../workers/types.ts?script";
import { bootWorker } from "../../../realm/boot";
import type { Answer } from "./protocol";

type Service = Remote<Answer & { speak(language: string): Promise<void> }>;

/** Milliseconds without an editor after which the worker, with its hundred megabytes, goes. */
const IDLE = 120_000;

let held: Promise<{ worker: Worker; api: Service }> | null = null;
let users = 0;
let clock: ReturnType<typeof setTimeout> | undefined;
let spoken = "";

/** The worker with TypeScript in it; it starts with the first question. @throws TenureError `realm.boot-failed` */
export async function types(language: string = spoken): Promise<Service> {
  held ??= bootWorker(typesWorker, { timeout: 120_000 })
    .then((worker) => ({ worker, api: wrap<Answer & { speak(language: string): Promise<void> }>(worker) }))
    .catch((error: unknown) => {
      held = null;
      throw error;
    });
  const { api } = await held;
  if (language !== spoken) {
    spoken = language;
    await api.speak(language);
  }
  return api;
}

/** An editor needs it. Returns the way to say that it does so no longer. */
export function hold(): () => void {
  users += 1;
  clearTimeout(clock);
  return () => {
    users -= 1;
    if (users === 0) clock = setTimeout(() => void end(), IDLE);
  };
}

async function end(): Promise<void> {
  const old = held;
  held = null;
  spoken = "";
  (await old)?.worker.terminate();
}

export const formatCode = async (text: string): Promise<string | null> => {
  const release = hold();
  try {
    return await (await types()).layOut(text);
  } finally {
    release();
  }
};
