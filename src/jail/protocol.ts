import type { Problem } from "../terms/error";
import type { Ask, Failure, LogLine, Outcome, Program } from "../terms/jail";
import type { Batch } from "../terms/table";

/** Page → cell worker. A worker runs one program in its life: what one cell left behind, no other can find. */
export type ToCell =
  | { readonly is: "run"; readonly program: Program }
  /** Answered as soon as the program lets go. */
  | { readonly is: "beat" }
  | { readonly is: "rows"; readonly ask: number; readonly batch: Batch }
  | { readonly is: "refused"; readonly ask: number; readonly problem: Problem };

/** Cell worker → page. Whatever code of a cell can get hold of, it can also forge; the page believes none of it. */
export type FromCell =
  | { readonly is: "ready" }
  | { readonly is: "beat" }
  | { readonly is: "ask"; readonly ask: number; readonly of: Ask }
  | { readonly is: "log"; readonly line: LogLine }
  | { readonly is: "done"; readonly outcome: Outcome; readonly dropped: number }
  | { readonly is: "failed"; readonly failure: Failure; readonly dropped: number };

/** Page → frame: `start` carries the port of a new worker, and ends the one before it. */
export type ToFrame = { readonly is: "start" } | { readonly is: "end" } | { readonly is: "ping" };

export type FromFrame =
  | { readonly is: "ready" }
  | { readonly is: "pong" }
  /** The worker's script could not start, or an error nobody caught. */
  | { readonly is: "error"; readonly message: string };
