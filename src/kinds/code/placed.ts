import { ProgramFailed } from "../../jail/failure";
import type { Code } from "./read";

/** An error of a program at its place in the user's text; any other as it is. */
export function placed(thrown: unknown, { place, references }: Pick<Code, "place" | "references">): unknown {
  if (!(thrown instanceof ProgramFailed) || !thrown.place) return thrown;
  const { line, column } = thrown.place;
  const range = place(line, column);
  // Of a name that is not there, engines report where its statement begins.
  const name = /^jail\.no-(name|power)$/.test(thrown.code) ? thrown.params["name"] : null;
  const named = references.find((one) => one.id === name && one.range && one.range[0] >= range[0]);
  return thrown.within({ line, range: named?.range ?? range });
}
