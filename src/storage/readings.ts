/** Ways to read a file that the reader has saved by name; never rows. Forgotten with everything else (`forget.ts`). */
const KEY = "tenure.readings";

export interface Saved {
  readonly name: string;
  /** What the page wrote; it checks what it gets back. */
  readonly reading: unknown;
}

/** By name. A browser without storage, or one whose storage was written over, has none. */
export function savedReadings(): readonly Saved[] {
  try {
    const list: unknown = JSON.parse(globalThis.localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(list)) return [];
    return list.filter(isSaved).sort((a, b) => a.name.localeCompare(b.name));
  } catch {
    return [];
  }
}

const isSaved = (one: unknown): one is Saved =>
  typeof one === "object" && one !== null && typeof (one as Saved).name === "string" && "reading" in one;

/** Saves under a name, over what had it. False where the browser keeps nothing. */
export function saveReading(name: string, reading: unknown): boolean {
  return write([...savedReadings().filter((one) => one.name !== name), { name, reading }]);
}

export function deleteReading(name: string): boolean {
  return write(savedReadings().filter((one) => one.name !== name));
}

function write(list: readonly Saved[]): boolean {
  try {
    if (list.length === 0) globalThis.localStorage.removeItem(KEY);
    else globalThis.localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}
