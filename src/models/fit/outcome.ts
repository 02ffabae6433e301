/**
 * What a formula answers: a finite value with the convention it was computed under, or a coded refusal
 * that names the parameter, its value and the limit it broke. Words for the codes live in `i18n`.
 */

/**
 * - `WRONG_KIND`: an input is not what is wanted there: a list, a record, a text, a flag, or one of certain words;
 * - `NOT_FINITE`: an input or the result is not a finite number;
 * - `OUT_OF_RANGE`: an input lies outside its domain, `limit` is the bound it broke;
 * - `DIVERGES`: the infinite sum does not exist, `limit` is where the parameter starts to diverge;
 * - `NO_DATA`: too few observations, `limit` is how many are needed;
 * - `NOT_IDENTIFIED`: the data do not determine the parameters;
 * - `NO_CONVERGENCE`: an iteration stopped at `limit` steps;
 * - `NEVER`: the event asked for does not happen at any finite time.
 */
export type OutcomeCode =
  | "WRONG_KIND"
  | "NOT_FINITE"
  | "OUT_OF_RANGE"
  | "DIVERGES"
  | "NO_DATA"
  | "NOT_IDENTIFIED"
  | "NO_CONVERGENCE"
  | "NEVER";

export interface Failure {
  readonly ok: false;
  readonly code: OutcomeCode;
  /** Name of the input, e.g. `"retention"` or `"survivors[3]"`. */
  readonly param: string;
  readonly value: number;
  /** The bound that was broken; null where none is a number. */
  readonly limit: number | null;
  /** `WRONG_KIND` only: `list`, `record`, `text`, `flag`, `function`, or the words to choose from. */
  readonly wanted?: string;
}

/** How a value was computed: timing, discounting, what is counted. Shown beside every result. */
export type Convention = Readonly<Record<string, string | number | boolean>>;

/** Numbers about the computation that are not the answer: distance to divergence, years dropped … */
export type Diagnostics = Readonly<Record<string, number>>;

export interface Success<V, C extends Convention = Convention> {
  readonly ok: true;
  readonly value: V;
  readonly convention: C;
  readonly diagnostics: Diagnostics;
}

export type Outcome<V, C extends Convention = Convention> = Success<V, C> | Failure;

export const fail = (
  code: OutcomeCode,
  param: string,
  value: number,
  limit: number | null = null,
): Failure => ({ ok: false, code, param, value, limit });

/** The path of the first number in `value` that is not finite. `null` in a value means "not observed". */
function broken(value: unknown, path: string): { path: string; value: number } | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : { path, value };
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = value as ArrayLike<unknown>;
    for (let i = 0; i < list.length; i++) {
      const part = list[i];
      if (typeof part === "number" ? Number.isFinite(part) : part === null) continue;
      const found = broken(part, `${path}[${i}]`);
      if (found) return found;
    }
    return null;
  }
  for (const [key, part] of Object.entries(value)) {
    const found = broken(part, `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

/**
 * A success, unless a number in it overflowed: no caller ever meets NaN or Infinity in a value. A diagnostic that is
 * not finite is left out.
 */
export function done<V, const C extends Convention>(
  value: V,
  convention: C,
  diagnostics: Diagnostics = {},
): Outcome<V, C> {
  const bad = broken(value, "value");
  if (bad) return fail("NOT_FINITE", bad.path, bad.value);
  const sound = Object.values(diagnostics).every(Number.isFinite)
    ? diagnostics
    : Object.fromEntries(Object.entries(diagnostics).filter(([, number]) => Number.isFinite(number)));
  return { ok: true, value, convention, diagnostics: sound };
}
