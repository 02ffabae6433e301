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

/** One well-posed call of a function that answers a plain value and throws its refusals, or only answers those. */
export const plain = <A extends readonly unknown[]>(
  name: string,
  run: (...args: A) => unknown,
  ...args: A
): Call =>
  call(
    name,
    (...given: A): Outcome<unknown> => {
      const answer = run(...given) as Outcome<unknown> | number | null;
      return answer && typeof answer === "object" && "ok" in answer && !answer.ok
        ? answer
        : { ok: true, value: null, convention: {}, diagnostics: {} };
    },
    ...args,
  );
