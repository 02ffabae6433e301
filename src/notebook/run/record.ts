import type { Problem } from "../../terms/error";
import type { Result, Value } from "../kind";

/** What is remembered about one cell between edits. Owned and changed by the scheduler alone. */
export interface Record {
  /** Last good run. */
  done: { readonly signature: string; readonly result: Result; readonly identity: string } | null;
  /** Last run, if it failed. `absent`: it waits for something only a person can bring. */
  failed: { readonly signature: string; readonly problem: Problem; readonly absent: boolean } | null;
  /** Stopped by hand: does not run until it or something above it is edited, or run is asked. */
  held: boolean;
  /** Somebody is typing in it: it and what reads it wait until the text is left. */
  typing: boolean;
  /** Run was asked for. */
  wanted: boolean;
  /** Runs again even though nothing changed. */
  forced: boolean;
  /** Counts changes that are not in the text: a file that arrived. */
  epoch: number;
  milliseconds: number | null;
}

export const blank = (): Record => ({
  done: null,
  failed: null,
  held: false,
  typing: false,
  wanted: false,
  forced: false,
  epoch: 0,
  milliseconds: null,
});

/** Equal identities mean equal values: whoever reads one need not run for the other. */
export function identityOf(value: Value): string {
  switch (value.is) {
    case "table":
      return `table ${value.table.currency ?? ""} ${value.table.fingerprint}`;
    case "json":
      return `json ${JSON.stringify([value.json, value.unit ?? null, value.date ?? false])}`;
    case "fit":
      return `fit ${value.table.currency ?? ""} ${value.table.fingerprint} ${JSON.stringify(value.fit)}`;
  }
}
