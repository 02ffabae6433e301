import { TenureError } from "../terms/error";
import type { Failure, LogLine } from "../terms/jail";
import { POWERS } from "./names";

/** What a program threw, as an error of ours; `at` is in the program and the reader of its text places it. */
export class ProgramFailed extends TenureError {
  readonly place: Failure["at"];

  constructor(failure: Failure, log: readonly LogLine[]) {
    const known = worded(failure);
    super(known.code, known.params, { cause: raw(failure, log) });
    this.place = failure.at;
  }
}

function worded({ name, message, problem }: Failure): Pick<TenureError, "code" | "params"> {
  if (problem) return { code: problem.code, params: problem.params };
  const unknown = /^(\S+) is not defined$/.exec(message)?.[1];
  if (name === "ReferenceError" && unknown !== undefined) {
    return { code: POWERS.has(unknown) ? "jail.no-power" : "jail.no-name", params: { name: unknown } };
  }
  if (
    name === "RangeError" &&
    /allocation failed|Invalid ((typed )?array (buffer )?|string )length|(Map|Set) maximum size|out of memory/i.test(
      message,
    )
  )
    return { code: "jail.no-memory", params: {} };
  return {
    code: "jail.failed",
    params: { message: name && name !== "Error" ? `${name}: ${message}` : message },
  };
}

/** The program's own words: the error, where it went, and its last ones. */
function raw({ name, message, stack }: Failure, log: readonly LogLine[]): string {
  return [`${name ? `${name}: ` : ""}${message}`, stack, lastWords(log)]
    .filter((line) => line !== "")
    .join("\n");
}

/** What a program last wrote to the console. */
export const lastWords = (log: readonly LogLine[]): string =>
  log
    .slice(-20)
    .map(({ level, text }) => `${level}: ${text}`)
    .join("\n");
