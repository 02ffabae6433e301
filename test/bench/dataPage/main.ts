import "../../browser/harness/main";
import { cohorts } from "../../../src/analyses/cohorts";
import { customers } from "../../../src/analyses/customers";
import type { Analysis, Input } from "../../../src/analyses/plan/analysis";
import { known } from "../../../src/kinds/known";
import { load } from "../../../src/sources/load";
import type { SourceSpec } from "../../../src/sources/spec";
import type { Engine } from "../../../src/tables/client";
import { LARGE } from "../../../src/tables/lockdown";
import { previewSql } from "../../../src/tables/preview";
import type { TableRef } from "../../../src/terms/table";
import type { Json } from "../../../src/terms/view";

/** A step of the notebook: how long it took, and every statement a person would have typed to get the same. */
export interface Step {
  readonly ms: number;
  readonly sql: readonly string[];
}

const spec: SourceSpec = {
  file: "orders.csv",
  read: { format: "csv", encoding: "utf-8", delimiter: ",", decimal: ".", dates: "yyyy-mm-dd", header: 1 },
  columns: { order_id: "text", order_date: "date", customer_id: "text", amount: "decimal" },
  roles: { order: "order_id", date: "order_date", customer: "customer_id", amount: "amount" },
};
const signal = new AbortController().signal;
const job = { cell: "bench", signal, progress: () => undefined };

const given = (): File => document.querySelector("input")!.files![0]!;

async function timed(act: () => Promise<readonly string[]>): Promise<Step> {
  const start = performance.now();
  const sql = await act();
  return { ms: performance.now() - start, sql };
}

const stored = (name: string, sql: string): string => `CREATE OR REPLACE TABLE notebook."${name}" AS ${sql}`;

/** Orders as a cell has them, without the ledger's work: that has no counterpart in one statement. */
const ordersSql = (read: string): string =>
  `SELECT customer_id AS customer, order_id AS "order", order_date AS date, amount FROM ${read}`;

let read = "";

let orders: TableRef;

async function run(engine: Engine, analysis: Analysis<never>, values: Json): Promise<readonly string[]> {
  const { spec: read } = analysis.check(values as never);
  const input: Input = { is: "table", table: orders };
  const models = { call: () => Promise.reject(new Error("no model here")) };
  const host = known({ engine, models }, [analysis.name, values, orders.fingerprint]);
  const { sql } = await analysis.run(read!, { from: input }, host, job);
  return sql.map(({ name, text }) => (name.startsWith("bench") ? stored(name, text) : text));
}

/** One function per step; `ours` runs them on the notebook's engine, in this order. */
export const ours: Readonly<Record<string, (engine: Engine) => Promise<Step>>> = {
  load: (engine) =>
    timed(async () => {
      const raw = await load(engine, given(), "bench", spec, job);
      read = raw.sql;
      return raw.statements;
    }),
  orders: (engine) =>
    timed(async () => {
      orders = await engine.create("orders", ordersSql(read), signal, { of: "orders of the file" });
      return [stored("orders", ordersSql(read))];
    }),
  "customer summary": (engine) => timed(() => run(engine, customers as never, { to: null })),
  cohorts: (engine) => timed(() => run(engine, cohorts as never, { show: "active" })),
  "sorted page": (engine) =>
    timed(async () => {
      const sql = previewSql(orders, {
        limit: 100,
        offset: 5000,
        orderBy: [{ column: "amount", descending: true }],
      });
      await engine.page.query(sql);
      return [sql];
    }),
};

Object.assign(globalThis, {
  ours,
  /** The same statements on a DuckDB-WASM started as its documentation says. */
  theirs: async () => {
    const raw = await globalThis.harness.raw();
    await raw.registerFile("files/bench.csv", given());
    for (const sql of LARGE) await raw.connection.query(sql);
    for (const schema of ["sources", "notebook"]) await raw.connection.query(`CREATE SCHEMA ${schema}`);
    return {
      step: async (sql: readonly string[]): Promise<number> => {
        const start = performance.now();
        for (const text of sql) await raw.connection.query(text);
        return performance.now() - start;
      },
    };
  },
});
