import { TenureError } from "../terms/error";
import { MOST_PATIENCE, type Outcome, type Part, type Ran } from "../terms/jail";
import type { View } from "../terms/view";
import type { CellId, EngineHost, Job, Kind, Result, Value } from "../notebook/kind";
import { givenTo } from "./code/given";
import { placed } from "./code/placed";
import { readCode, type Code } from "./code/read";
import { inCurrency } from "./value";

/** The attribute that says how many seconds the code may go on without letting go; `PATIENCE` without it. */
const SECONDS = "seconds";

interface TsSpec extends Code {
  readonly patience?: number;
}

/** The body of an async function, or one expression, in TypeScript. It runs in the jail and names other cells. */
export const ts: Kind<TsSpec> = {
  name: "ts",
  parse(body, attributes) {
    if (body.trim() === "") return { spec: null, problems: [new TenureError("ts.empty").toJSON()] };
    const { code, problems } = readCode(body);
    const word = attributes[SECONDS];
    if (word === undefined) return { spec: code, problems };
    const patience = Number(word);
    if (!(patience >= 1 && patience <= MOST_PATIENCE)) {
      const wrong = new TenureError("ts.seconds", { value: String(word), most: MOST_PATIENCE }).toJSON();
      return { spec: null, problems: [wrong, ...problems] };
    }
    return { spec: code && { ...code, patience }, problems };
  },
  references: ({ references }) => references,
  async run(code, inputs, { engine, jail }, job) {
    if (!jail) throw new TenureError("jail.missing");
    const { given, answer } = givenTo(code.references, inputs, engine, job.signal);
    const { js, expression, patience } = code;
    const program = { code: js, expression, given, ...(patience === undefined ? {} : { patience }) };
    const ran = await jail.run(program, answer, job.signal).catch((thrown: unknown) => {
      throw placed(thrown, code);
    });
    const result = await resultOf(ran.outcome, inputs, engine, job);
    return { ...result, views: [...result.views, ...logOf(ran)] };
  },
};

function logOf({ log, dropped }: Ran): View[] {
  return log.length === 0 && dropped === 0 ? [] : [{ show: "log", lines: log, dropped }];
}

/** Names under which a table was stored, by engine: only those have to be dropped when a cell stops making one. */
const stored = new WeakMap<EngineHost, Set<string>>();

async function resultOf(
  outcome: Outcome,
  inputs: ReadonlyMap<CellId, Value>,
  engine: EngineHost,
  { cell, signal }: Job,
): Promise<Result> {
  const names = stored.get(engine) ?? new Set<string>();
  stored.set(engine, names);
  if (outcome.is === "columns" || outcome.is === "given") {
    names.add(cell);
    const given = outcome.is === "given" ? inputs.get(outcome.name) : undefined;
    const made =
      outcome.is === "columns"
        ? await engine.store(cell, outcome.columns)
        : await engine.create(cell, `FROM ${given && given.is !== "json" ? given.table.sql : ""}`, signal);
    const table = inCurrency(made, inputs);
    return { value: { is: "table", table }, views: [{ show: "table", table }] };
  }
  if (names.delete(cell)) await engine.drop?.(cell);
  if (outcome.is === "nothing") {
    const views: View[] = [{ show: "words", words: { code: "ts.nothing" }, tone: "plain" }];
    return { value: { is: "json", json: null }, views };
  }
  if (outcome.is === "several")
    return { value: { is: "json", json: null }, views: outcome.parts.map(viewOf) };
  if (outcome.is !== "json") return { value: { is: "json", json: null }, views: [viewOf(outcome)] };
  const { json, unit, writer } = outcome;
  const date = writer === "date" ? { date: true as const } : {};
  return { value: { is: "json", json, ...(unit ? { unit } : {}), ...date }, views: [viewOf(outcome)] };
}

function viewOf(part: Part): View {
  switch (part.is) {
    case "json": {
      const { json, unit, writer } = part;
      return { show: "value", json, ...(unit ? { unit } : {}), ...(writer ? { writer } : {}) };
    }
    case "html":
      return { show: "html", html: part.html };
    case "plot":
      return { show: "plot", plot: part.plot };
  }
}
