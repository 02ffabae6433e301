/** What is folded in a notebook, by the names of its cells: a setting of the view, kept beside the text. */
export interface Folds {
  /** True: the code is shown. Only where that is not what happens by itself. */
  readonly code: Readonly<Record<string, boolean>>;
  /** True: the result is folded. */
  readonly output: Readonly<Record<string, boolean>>;
}

const PREFIX = "tenure.folds.";
const NONE: Folds = { code: {}, output: {} };

export function readFolds(id: string): Folds {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage.getItem(PREFIX + id) ?? "null");
    if (typeof kept !== "object" || kept === null) return NONE;
    const { code, output } = kept as Partial<Record<keyof Folds, unknown>>;
    return { code: flags(code), output: flags(output) };
  } catch {
    return NONE;
  }
}

/** Without anything folded nothing is kept. */
export function writeFolds(id: string, folds: Folds): void {
  const empty = Object.keys(folds.code).length + Object.keys(folds.output).length === 0;
  try {
    if (empty) globalThis.localStorage.removeItem(PREFIX + id);
    else globalThis.localStorage.setItem(PREFIX + id, JSON.stringify(folds));
  } catch {
    // Storage is forbidden or full: what is folded lasts until the page closes.
  }
}

function flags(value: unknown): Record<string, boolean> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((one): one is [string, boolean] => typeof one[1] === "boolean"),
  );
}
