/** Small choices of the reader, kept in this browser; never data. A browser without storage just forgets them. */
const PREFIX = "tenure.";

export type Preference = "language" | "theme" | "sidebar" | "sidebarWidth" | "keys";

export function readPreference(name: Preference): string | null {
  try {
    return globalThis.localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** `null` forgets the choice. */
export function writePreference(name: Preference, value: string | null): void {
  try {
    if (value === null) globalThis.localStorage.removeItem(PREFIX + name);
    else globalThis.localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is forbidden or full: the choice lasts until the page closes.
  }
}
