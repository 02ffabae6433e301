/**
 * What a notebook of this browser was opened from, and the text it had then: told apart from what the reader made of
 * it, so that an edited copy never stands in for the original. Forgotten with everything else (`forget.ts`).
 */
const PREFIX = "tenure.original.";

export interface Original {
  /** The place: `site:notebooks/a.md`, `file:a.md`, `template:worth:en`. */
  readonly from: string;
  readonly text: string;
}

/** Null where there is none, or this browser keeps none. */
export function originalOf(id: string): Original | null {
  try {
    const found: unknown = JSON.parse(globalThis.localStorage.getItem(PREFIX + id) ?? "null");
    return isOriginal(found) ? found : null;
  } catch {
    return null;
  }
}

const isOriginal = (found: unknown): found is Original =>
  typeof found === "object" &&
  found !== null &&
  typeof (found as Original).from === "string" &&
  typeof (found as Original).text === "string";

export function keepOriginal(id: string, original: Original): void {
  try {
    globalThis.localStorage.setItem(PREFIX + id, JSON.stringify(original));
  } catch {
    // No room: the notebook is kept all the same, it just cannot be started over after a reload.
  }
}

export function dropOriginal(id: string): void {
  try {
    globalThis.localStorage.removeItem(PREFIX + id);
  } catch {
    // There was none.
  }
}

/** Ids of the notebooks that were opened from this place. */
export function openedFrom(from: string): readonly string[] {
  try {
    return Object.keys(globalThis.localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .filter((id) => originalOf(id)?.from === from);
  } catch {
    return [];
  }
}
