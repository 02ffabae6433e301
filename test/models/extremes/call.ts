import type { Outcome } from "../../../src/models/index";

/** One well-posed call per public formula; the suite bends each number of it. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly run: (...args: never[]) => Outcome<unknown>;
}

export const call = <A extends readonly unknown[]>(
  name: string,
  run: (...args: A) => Outcome<unknown>,
  ...args: A
): Call => ({ name, args, run: run as unknown as Call["run"] });
