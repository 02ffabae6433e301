import { clv } from "../analyses/clv";
import { fit } from "../analyses/fit";
import type { AnalysisHost, AnalysisJob } from "../analyses/plan/analysis";
import { USUAL, worthOf, type Worth, type WorthSpec } from "../analyses/worth";
import type { Attributes } from "../notebook/kind";
import type { SourceEngine } from "../sources";
import { ordersSql, sort } from "../sources/ledger/count";
import type { Choice, Ledger, LedgerSpec, Rule } from "../sources/spec";
import { check } from "./schema";
import { readBody } from "./yaml";

/** What a ledger's rule does to the value of the customer base: everything fitted anew, both ways. */
export interface Effect {
  readonly now: Worth;
  readonly then: Worth;
  readonly spec: WorthSpec;
}

type Engine = SourceEngine &
  Pick<AnalysisHost, "query" | "create" | "store"> & { drop(name: string): Promise<void> };

/** The other way to take a rule; null where there is none. Where rows are set aside, it is to keep them. */
export function otherWay(choice: Choice, choices: readonly Choice[]): Choice | null {
  const wish: readonly Choice[] = choice === "keep" ? ["net", "drop"] : ["keep"];
  return wish.find((one) => choices.includes(one)) ?? null;
}

/** @param cell id of the ledger's cell: tables made on the way are called after it, and are gone afterwards. */
export async function effectOf(
  { engine, models }: { engine: Engine; models: AnalysisHost["models"] },
  { cell, ledger }: { cell: string; ledger: Ledger },
  { rule, choice }: { rule: Rule; choice: Choice },
  spec: WorthSpec,
  job: Omit<AnalysisJob, "cell">,
): Promise<Effect> {
  const { trail } = ledger;
  const marked = { sql: trail.marked, has: trail.has, single: false, statements: [] };
  const name = `${cell}:what-if`;
  const host: AnalysisHost = {
    query: engine.query.bind(engine),
    create: engine.create.bind(engine),
    store: engine.store.bind(engine),
    models,
  };
  const rules = Object.fromEntries(
    ledger.lines.map((line) => [line.rule, line.choice]),
  ) as LedgerSpec["rules"];
  /** Of the whole way, which is walked twice. */
  const walk = async (chosen: LedgerSpec["rules"], from: number): Promise<Worth> => {
    const half = {
      ...job,
      cell: name,
      progress: (done: number, of: number, what: string) =>
        job.progress(from + (of > 0 ? done / of : 0) / 2, 1, what),
    };
    const sorted = await sort(engine, marked, { rules: chosen }, `${name}:taken`, half);
    const orders = await engine.create(`${name}:orders`, ordersSql(sorted), job.signal);
    return worthOf(orders, spec, host, half);
  };
  try {
    const now = await walk(rules, 0);
    return { now, then: await walk({ ...rules, [rule]: choice }, 0.5), spec };
  } finally {
    await engine.drop(name);
  }
}

interface Cell {
  readonly kind: string;
  readonly id: string | null;
  readonly attributes: Attributes;
  readonly body: string;
}

/**
 * How the notebook itself values the customers of a ledger: the settings of the first `clv` cell over it, and of that
 * cell's `fit`, or where nothing is valued yet the first `fit` over it. What is not said, or said by an expression, is
 * as usual.
 */
export function settingsOver(ledger: string, cells: readonly Cell[]): WorthSpec {
  const people = cells.filter(
    ({ kind, attributes }) => kind === "customers" && attributes["from"] === ledger,
  );
  const valued = cells.find(
    ({ kind, attributes }) => kind === "clv" && people.some(({ id }) => id === attributes["from"]),
  );
  const fitted = cells.find(
    ({ kind, id, attributes }) =>
      kind === "fit" &&
      (valued ? id === valued.attributes["fit"] : people.some((one) => one.id === attributes["from"])),
  );
  const money = valued && clv.check(check(readBody(valued.body), clv.schema).values).spec;
  const buying = fitted && fit.check(check(readBody(fitted.body), fit.schema).values).spec;
  return { ...USUAL, ...money, ...buying };
}
