import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import type { EngineHost, JsonSchema, Kind } from "../notebook/kind";
import type { SourceEngine } from "../sources";
import { choicesOf, partsOf, usualRules } from "../sources/ledger/rules";
import { RULES, type Choice, type LedgerSpec, type Rule } from "../sources/spec";
import { check } from "./schema";
import { readBody, withEntry } from "./yaml";

/** A ledger as its text says it: rules it does not name follow the usual choice for that source. */
export interface LedgerCell {
  readonly from: string;
  readonly rules: Readonly<Partial<Record<Rule, Choice>>>;
}

const schema: JsonSchema = {
  type: "object",
  properties: Object.fromEntries(RULES.map((rule) => [rule, { type: "string", enum: choicesOf(rule) }])),
};

/** The body with one rule's choice replaced, or added; every other byte stays. */
export const setRule = (body: string, rule: Rule, choice: Choice): string => withEntry(body, rule, choice);

/**
 * Turns a source into `orders`: one row per order with customer, "order", date, time, amount, quantity, lines; the
 * attribute `from` names the source. Where the source has products, the lines are in `notebook."<id>:lines"`.
 */
export const ledger: Kind<LedgerCell> = {
  name: "ledger",
  schema,
  parse(body, attributes) {
    const { values, problems } = check(readBody(body), schema);
    const from = attributes["from"];
    if (typeof from !== "string") {
      return { spec: null, problems: [...problems, new TenureError("ledger.no-from").toJSON()] };
    }
    return { spec: problems.length > 0 ? null : { from, rules: values }, problems };
  },
  write: (spec) =>
    RULES.flatMap((rule) => (spec.rules[rule] ? [`${rule}: ${spec.rules[rule]}`] : [])).join("\n"),
  references: (spec) => [{ id: spec.from, attribute: "from" }],
  /** @throws TenureError `ledger.no-source` where `from` is no source; `ledger.nothing-kept`. */
  async run(spec, inputs, host, job) {
    const engine = host.engine as EngineHost & SourceEngine;
    const { heldBy, linesSql, ordersSql, settle } = await import("../sources");
    const loaded = await heldBy(engine, spec.from);
    if (!loaded) throw new TenureError("ledger.no-source", { from: spec.from });
    if ((loaded.raw.spec.holds ?? "orders") !== "orders")
      throw new TenureError("source.no-orders", { source: spec.from });
    const usual = usualRules(partsOf(loaded.raw.spec, true));
    const rules: LedgerSpec = { rules: { ...usual.rules, ...spec.rules } };
    const settled = await settle(engine, loaded, rules, `${job.cell}:taken`, job);
    if (settled.ledger.kept.orders === 0) throw new TenureError("ledger.nothing-kept", { from: spec.from });
    const orders = ordersSql(settled.sorted);
    // Which rows are of the future is another matter each day; mostly none are.
    const future = settled.ledger.lines.some(({ rule, found }) => rule === "future-date" && found.rows > 0);
    const source = inputs.get(spec.from);
    const of = JSON.stringify([
      source?.is === "table" ? source.table.fingerprint : spec.from,
      ...[loaded.reading, rules.rules, future ? loaded.today : ""],
    ]);
    const kept = await engine.create(job.cell, orders, job.signal, { of: `orders ${of}` });
    const { currency } = settled.ledger;
    // Who reads the orders may read their lines, and writes their money in the file's currency.
    const prints = [kept.fingerprint, currency];
    const sql = [
      ...loaded.marked.statements.map((text) => ({ name: spec.from, text })),
      { name: job.cell, text: orders },
    ];
    if (loaded.marked.has.product) {
      const lines = linesSql(settled.sorted);
      const bought = await engine.create(`${job.cell}:lines`, lines, job.signal, { of: `lines ${of}` });
      prints.push(bought.fingerprint);
      sql.push({ name: `${job.cell}:lines`, text: lines });
    }
    const table = { ...kept, fingerprint: prints.join(" "), ...(currency === "" ? {} : { currency }) };
    const data = { ...settled.ledger, cell: job.cell, source: spec.from } as unknown as Json;
    return { value: { is: "table", table }, views: [{ show: "card", card: "ledger", data, table }], sql };
  },
};
