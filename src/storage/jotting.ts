import type { Kept } from "./shelf";

/**
 * What was typed in the last moment before a page goes away. A database takes longer than the browser waits then; this
 * is written at once, and put into the database by whoever opens the notebook next.
 */
export interface Jotting {
  readonly kept: Kept;
  readonly past?: unknown;
}

const PREFIX = "tenure.unwritten.";

export function jot(jotting: Jotting): void {
  const key = PREFIX + jotting.kept.id;
  for (const one of [jotting, { kept: jotting.kept }]) {
    try {
      globalThis.localStorage.setItem(key, JSON.stringify(one));
      return;
    } catch {
      // No room for its past, or none at all: the text alone, or what the database had.
    }
  }
}

export function jotted(id: string): Jotting | null {
  try {
    const text = globalThis.localStorage.getItem(PREFIX + id);
    return text === null ? null : (JSON.parse(text) as Jotting);
  } catch {
    return null;
  }
}

export function unjot(id: string): void {
  try {
    globalThis.localStorage.removeItem(PREFIX + id);
  } catch {
    // There was none.
  }
}
