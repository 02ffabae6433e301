import { TenureError, type Problem } from "../terms/error";
import type { Outcome } from "../terms/jail";
import type { Json } from "../terms/view";
import type { Expression } from "../notebook/expressions";
import type { CellId, Host, Job, Reference, Value } from "../notebook/kind";
import type { Single } from "./value";

/** Reads and runs what stands in `${…}` and is more than a name; it comes with the first of them (`code`). */
export interface Programs {
  /** Names other cells; ranges are in the expression's own text, as are those of mistakes. */
  read(code: string): { readonly references: readonly Reference[]; readonly problems: readonly Problem[] };
  run(code: string, inputs: ReadonlyMap<CellId, Value>, host: Host, job: Job): Promise<Outcome>;
}

let programs: Programs | null = null;

export function readProgramsWith(given: Programs): void {
  programs = given;
}

export const programsAreHere = (): boolean => programs !== null;

/** The cells that these name, and what is wrong with those that are programs. */
export function study(holes: readonly Expression[]): {
  references: Reference[];
  problems: Problem[];
  known: boolean;
} {
  const references: Reference[] = [];
  const problems: Problem[] = [];
  for (const { name, code, range } of holes) {
    if (name) references.push({ id: name.id, range: name.range });
    else if (programs) {
      const found = programs.read(code);
      references.push(...found.references.map((one) => ({ ...one, range: shifted(one.range, range) })));
      problems.push(
        ...found.problems.map((one) => ({ ...one, at: { ...one.at, range: shifted(one.at.range, range) } })),
      );
    }
  }
  return { references, problems, known: programs !== null || holes.every(({ name }) => name !== null) };
}

/** A place within the braces as a place of the whole text. */
function shifted(
  own: readonly [number, number] | undefined,
  [from, to]: Expression["range"],
): [number, number] {
  return own ? [own[0] + from + 2, own[1] + from + 2] : [from, to];
}

/** What an expression says. Errors carry their place in the whole text. */
export async function evaluate(
  { code, range }: Expression,
  inputs: ReadonlyMap<CellId, Value>,
  host: Host,
  job: Job,
): Promise<Outcome> {
  if (!programs) throw new TenureError("expression.code", { code: code.trim() }, { at: { range } });
  try {
    return await programs.run(code, inputs, host, job);
  } catch (thrown) {
    if (!(thrown instanceof TenureError)) throw thrown;
    const { code: why, params, cause, at } = thrown;
    // Its line is one of the expression; the place in the whole text gives the line there.
    throw new TenureError(why, params, { cause, at: { range: shifted(at.range, range) } });
  }
}

/** The one value of an outcome, with the way it asked to be written; undefined: it is none. */
export function oneOf(outcome: Outcome): (Single & { readonly writer: string | null }) | undefined {
  if (outcome.is !== "json") return undefined;
  const { json, unit, writer } = outcome;
  if (typeof json === "object" && json !== null) return undefined;
  return { value: json, date: writer === "date", unit: unit ?? null, writer: writer ?? null };
}

/** The list of an outcome: one value, several, or the only column; undefined: it is none. */
export function listOf(outcome: Outcome): readonly Json[] | undefined {
  if (outcome.is === "columns") {
    const [column, ...others] = outcome.columns;
    if (!column || others.length > 0) return undefined;
    const time = column.type === "DATE" || column.type === "TIMESTAMP";
    return Array.from<unknown, Json>(column.values, (value) =>
      typeof value === "number" && Number.isNaN(value)
        ? null
        : time
          ? new Date(value as number).toISOString().slice(0, column.type === "DATE" ? 10 : 23)
          : (value as Json),
    );
  }
  if (outcome.is !== "json") return undefined;
  const values = Array.isArray(outcome.json) ? (outcome.json as readonly Json[]) : [outcome.json];
  return values.some((one) => typeof one === "object" && one !== null) ? undefined : values;
}
