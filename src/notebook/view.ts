import type { Params, Problem } from "../terms/error";
import type { Attributes, CellId, JsonSchema, Result, State } from "./kind";

/** A cell as the page shows it; replaced, never mutated. */
export interface CellView {
  /** Stable across edits of the text around it; the id for cells, an internal key for prose. */
  readonly key: string;
  /** Accessible name: the id, or `text 1`, `text 2` … for prose. */
  readonly name: string;
  readonly id: CellId | null;
  /** First word of the fence; `prose` for text between fences. */
  readonly kind: string;
  readonly attributes: Attributes;
  readonly body: string;
  readonly state: State;
  /** `about`: what the words `what` say beside how far it is. */
  readonly progress: {
    readonly done: number;
    readonly of: number;
    readonly what: string;
    readonly about?: Params | undefined;
  } | null;
  /** Last good result, also while stale, failed or running again. */
  readonly result: Result | null;
  readonly problems: readonly Problem[];
  /** Ids this cell reads and ids that read it. */
  readonly reads: readonly CellId[];
  readonly feeds: readonly CellId[];
  /** Cells it waits for while `blocked`. */
  readonly waitsFor: readonly CellId[];
  readonly milliseconds: number | null;
  readonly schema: JsonSchema | null;
}

export interface NotebookView {
  readonly title: string;
  readonly cells: readonly CellView[];
  /** Any cell queued or running. */
  readonly busy: boolean;
  readonly stale: number;
  /** Cell ids in the order they ran since the last edit or command: what a change set off. */
  readonly ran: readonly CellId[];
}
