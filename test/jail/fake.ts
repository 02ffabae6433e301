import type { JailHost } from "../../src/notebook/kind";
import type { Outcome, Program } from "../../src/terms/jail";

/** A jail that gives every program the same outcome, and remembers them. */
export function jailOf(outcome: Outcome, asked: Program[] = []): JailHost {
  return {
    run: (program) => {
      asked.push(program);
      return Promise.resolve({ outcome, log: [], dropped: 0 });
    },
  };
}
