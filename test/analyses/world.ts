import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Analysis, AnalysisHost, Input, Outcome } from "../../src/analyses/plan/analysis";
import { modelService } from "../../src/models/serve/service";
import type { TableRef } from "../../src/terms/table";
import type { Json } from "../../src/terms/view";
import { nodeEngine, type NodeEngine } from "../engine";

export const DATA = process.env["TENURE_DATA"];

/** An engine, the model library in the same process, and what cells have made so far. */
export interface World {
  readonly engine: NodeEngine;
  /** Runs an analysis as a cell would; its value is found by the id afterwards. */
  run<Spec>(
    id: string,
    analysis: Analysis<Spec>,
    from: Readonly<Record<string, string>>,
    values?: Readonly<Record<string, Json>>,
  ): Promise<Outcome>;
  give(id: string, input: Input): void;
  table(id: string): TableRef;
  /** Calls that reached the model library, in order. */
  readonly calls: string[];
  /** What cells reported as progress. */
  readonly reported: string[];
}

export async function world(): Promise<World> {
  const engine = await nodeEngine();
  const made = new Map<string, Input>();
  const calls: string[] = [];
  const reported: string[] = [];
  const host: AnalysisHost = {
    query: (sql, signal) => engine.query(sql, signal),
    create: (name, sql, signal, options) => engine.create(name, sql, signal, options),
    store: (name, columns) => engine.store(name, columns),
    models: {
      call: async (method, args) => {
        calls.push(method);
        const service = modelService as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
        return Promise.resolve(structuredClone(service[method]!(...structuredClone(args))));
      },
    },
  };
  return {
    engine,
    calls,
    reported,
    give: (id, input) => void made.set(id, input),
    table: (id) => {
      const input = made.get(id);
      if (!input || input.is === "json") throw new Error(`${id} is no table`);
      return input.table;
    },
    async run(id, analysis, from, values = {}) {
      const defaults = Object.fromEntries(
        Object.entries(analysis.schema.properties ?? {}).flatMap(([key, { default: value }]) =>
          value === undefined ? [] : [[key, value]],
        ),
      );
      const { spec, problems } = analysis.check({ ...defaults, ...values });
      if (spec === null) throw new Error(JSON.stringify(problems));
      const inputs = Object.fromEntries(Object.entries(from).map(([name, cell]) => [name, made.get(cell)]));
      const job = {
        cell: id,
        signal: new AbortController().signal,
        progress: (_done: number, _of: number, what: string) => void reported.push(what),
      };
      const outcome = await analysis.run(spec, inputs, host, job);
      made.set(id, outcome.value);
      return outcome;
    },
  };
}

/** Stores a query as the table of the cell `orders`. */
export async function orders(here: World, sql: string, currency?: string): Promise<void> {
  const table = await here.engine.create("orders", sql, new AbortController().signal);
  here.give("orders", { is: "table", table: currency ? { ...table, currency } : table });
}

/** Orders written out: customer, ISO day, amount; every row an order of its own. */
export async function given(
  here: World,
  rows: readonly (readonly [string, string, number])[],
): Promise<void> {
  const list = rows.map(
    ([customer, date, amount], i) => `('${customer}', '${i}', DATE '${date}', ${amount}::DOUBLE)`,
  );
  const source =
    list.length > 0
      ? `(VALUES ${list.join(", ")}) AS t(customer, "order", date, amount)`
      : `(SELECT NULL::VARCHAR AS customer, NULL::VARCHAR AS "order", NULL::DATE AS date, NULL::DOUBLE AS amount LIMIT 0)`;
  await orders(
    here,
    `SELECT customer, "order", date, NULL::TIMESTAMP AS time, amount, 1::DOUBLE AS quantity, 1 AS lines FROM ${source}`,
    "EUR",
  );
}

/** The clean subset of Online Retail, one row per invoice. */
export async function onlineRetail(here: World): Promise<void> {
  const file = gunzipSync(readFileSync(join(DATA!, "online-retail/online_retail.csv.gz")));
  await here.engine.registerFile("retail.csv", new Blob([file]));
  await orders(
    here,
    `
    SELECT CAST(CAST(CAST(CustomerID AS DOUBLE) AS INTEGER) AS VARCHAR) AS customer, InvoiceNo AS "order",
      min(CAST(InvoiceDate AS DATE)) AS date, min(CAST(InvoiceDate AS TIMESTAMP)) AS time,
      sum(CAST(Quantity AS DOUBLE) * CAST(UnitPrice AS DOUBLE)) AS amount, sum(CAST(Quantity AS DOUBLE)) AS quantity,
      count(*)::INTEGER AS lines
    FROM read_csv('files/retail.csv', header = true, all_varchar = true)
    WHERE CustomerID IS NOT NULL AND InvoiceNo NOT LIKE 'C%'
      AND CAST(Quantity AS DOUBLE) > 0 AND CAST(UnitPrice AS DOUBLE) > 0
    GROUP BY CustomerID, InvoiceNo`,
    "GBP",
  );
  await here.engine.dropFile("retail.csv");
}

/** The CDNOW sample of 2,357 customers, every row an order. */
export async function cdnow(here: World): Promise<void> {
  const text = readFileSync(join(DATA!, "cdnow/CDNOW_sample.txt"), "utf8");
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).join(","));
  await here.engine.registerFile("cdnow.csv", new Blob([rows.join("\n")]));
  await orders(
    here,
    `
    SELECT column0 AS customer, row_number() OVER ()::VARCHAR AS "order", strptime(column2, '%Y%m%d')::DATE AS date,
      NULL::TIMESTAMP AS time, column4::DOUBLE AS amount, column3::DOUBLE AS quantity, 1 AS lines
    FROM read_csv('files/cdnow.csv', header = false, all_varchar = true,
      columns = {'column0': 'VARCHAR', 'column1': 'VARCHAR', 'column2': 'VARCHAR', 'column3': 'VARCHAR', 'column4': 'VARCHAR'})`,
    "USD",
  );
}
