import type { Outcome } from "../../src/models/fit/outcome";

/** Any JSON an entry of `numbers.json` may hold. */
export type Json = number | string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Entry {
  readonly id: string;
  readonly model: string;
  readonly quantity: string;
  readonly inputs: { readonly [name: string]: Json };
  readonly expected: Json;
  readonly tolerance: { readonly abs?: number; readonly rel?: number };
  readonly source: string;
  readonly status: string;
  readonly recomputed?: Json;
}

export interface Fixtures {
  readonly donations: readonly { x: number; tx: number; n: number; count: number }[];
  readonly [name: string]: unknown;
}

/** Our answer to an entry: the same shape as its `expected`. `data` is the folder of TENURE_DATA. */
export type Answer = (entry: Entry, context: { readonly fixtures: Fixtures; readonly data: string }) => Json;

/** id of the entry → answer; `data: true` where real files are needed. */
export type Answers = Readonly<Record<string, Answer | { readonly data: true; readonly answer: Answer }>>;

/** The value, or a thrown error that shows the refusal: a test never compares against a failure by accident. */
export function valueOf<V>(outcome: Outcome<V>): V {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** Inputs are numbers by contract of the file; a missing one is an error of the answer, not a NaN. */
export function number(entry: Entry, name: string): number {
  const value = entry.inputs[name];
  if (typeof value !== "number") throw new Error(`${entry.id}: no number ${name}`);
  return value;
}

export function numbers(entry: Entry, name: string): readonly number[] {
  const value = entry.inputs[name];
  if (!Array.isArray(value)) throw new Error(`${entry.id}: no list ${name}`);
  return value as readonly number[];
}

export function matrix(entry: Entry, name: string): readonly (readonly number[])[] {
  return numbers(entry, name) as unknown as readonly (readonly number[])[];
}
