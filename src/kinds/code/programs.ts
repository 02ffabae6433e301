import { TenureError } from "../../terms/error";
import type { Programs } from "../hole";
import { givenTo } from "./given";
import { readCode, type ReadCode } from "./read";
import { placed } from "./placed";

/** The same few expressions are read at every keystroke around them. */
const known = new Map<string, ReadCode>();
const MOST = 500;

function read(code: string): ReadCode {
  let found = known.get(code);
  if (!found) {
    if (known.size >= MOST) known.clear();
    known.set(code, (found = readCode(code, { expression: true })));
  }
  return found;
}

/** `${…}` through the jail: each expression is a program of its own, in a worker of its own. */
export const programs: Programs = {
  read(code) {
    const { code: program, problems } = read(code);
    return { references: program?.references ?? [], problems };
  },
  async run(code, inputs, { engine, jail }, { signal }) {
    const { code: program, problems } = read(code);
    if (!program) throw TenureError.from(problems[0]);
    if (!jail) throw new TenureError("jail.missing");
    const { given, answer } = givenTo(program.references, inputs, engine, signal);
    const ran = await jail
      .run({ code: program.js, expression: true, given }, answer, signal)
      .catch((thrown: unknown) => {
        // There is no head of a cell here that could ask for more time.
        if (thrown instanceof TenureError && thrown.code === "jail.too-long")
          throw new TenureError("expression.too-long", thrown.params);
        throw placed(thrown, program);
      });
    return ran.outcome;
  },
};
