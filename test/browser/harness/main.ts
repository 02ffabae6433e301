import engineWorker from "../../../workers/engine.ts?worker&url";
import { watchRequests, type RequestLog } from "../../../src/realm/requests";
import { bootWorker } from "../../../src/realm/boot";
import { startEngine, type Engine, type EngineState } from "../../../src/tables/client";
import { TenureError } from "../../../src/terms/error";

export interface Harness {
  readonly log: RequestLog;
  readonly states: EngineState[];
  readonly bootWorker: typeof bootWorker;
  readonly engineWorker: string;
  start(): Promise<Engine>;
  /** What a promise came to, as plain data that can leave the page. */
  settle(promise: Promise<unknown>): Promise<unknown>;
}

const log = watchRequests();
const states: EngineState[] = [];
const harness: Harness = {
  log,
  states,
  bootWorker,
  engineWorker,
  start: () => startEngine({ worker: engineWorker, today: "2011-12-10" }, (state) => states.push(state)),
  settle: (promise) =>
    promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error: TenureError.from(error).toJSON() }),
    ),
};
(globalThis as unknown as { harness: Harness }).harness = harness;
