/** Notebooks that came from outside and that the reader has not let run: still so when they are opened again. */
const PREFIX = "tenure.stranger.";

export function isStranger(id: string): boolean {
  try {
    return globalThis.localStorage.getItem(PREFIX + id) !== null;
  } catch {
    return false;
  }
}

/** A browser that keeps nothing keeps no notebooks either. */
export function noteStranger(id: string, strange: boolean): void {
  try {
    if (strange) globalThis.localStorage.setItem(PREFIX + id, "1");
    else globalThis.localStorage.removeItem(PREFIX + id);
  } catch {
    // Then this notebook will not be there to be opened again.
  }
}
