import type { Analysis } from "./plan/analysis";
import { HISTORY_COLUMNS } from "./plan/days";
import { inUnit } from "./plan/histories";
import { fitOf, Plan, tableOf } from "./plan/plan";
import { first, isoDay, numbers } from "./plan/rows";
import { checked, numberOf } from "./plan/spec";

interface CountsSpec {
  readonly most: number;
  readonly seed: number;
}

/** Customers by their number of repeat purchases: recorded beside what the fit expects, with 95 % bands. */
export const counts: Analysis<CountsSpec> = {
  name: "counts",
  schema: {
    type: "object",
    properties: {
      most: { type: "integer", title: "counts.most", default: 7, minimum: 1, maximum: 50 },
      seed: { type: "integer", title: "clv.seed", default: 1, minimum: 0 },
    },
  },
  inputs: ["fit"],
  check: (values) =>
    checked(() => ({
      most: Math.round(numberOf(values, "most", 1, 50, 7)),
      seed: numberOf(values, "seed", 0, 2 ** 31, 1),
    })),
  async run({ most, seed }, inputs, host, job) {
    const { fit } = fitOf(inputs, "fit");
    const histories = tableOf(inputs, "fit", HISTORY_COLUMNS);
    const plan = new Plan(host, job);
    const observed = await plan.query(
      "recorded",
      `
      SELECT n, count(x) AS customers
      FROM range(0, ${most + 1}) AS counts(n) LEFT JOIN ${histories.sql} ON least(x, ${most}) = n
      GROUP BY n ORDER BY n`,
    );
    const lengths = await plan.query("time observed", `SELECT T FROM ${histories.sql}`);
    const T = inUnit(numbers(lengths, "T"), fit.unit);
    const { expected, low, high } = (await plan.model("counts", fit, T, most, seed)) as Record<
      "expected" | "low" | "high",
      Float64Array
    >;
    const customers = numbers(observed, "customers");
    const table = await plan.store([
      { name: "repeats", type: "INTEGER", values: Int32Array.from(customers.keys()) },
      { name: "recorded", type: "DOUBLE", values: customers },
      { name: "expected", type: "DOUBLE", values: expected },
      { name: "low", type: "DOUBLE", values: low },
      { name: "high", type: "DOUBLE", values: high },
    ]);
    const end = await plan.query("end", `SELECT any_value(first + T) AS until FROM ${histories.sql}`);
    const all = customers.reduce((sum, n) => sum + n, 0);
    const within = customers.filter((n, i) => n >= low[i]! && n <= high[i]!).length;
    const params = {
      share: customers[0]! / all,
      expected: expected[0]! / all,
      within,
      of: customers.length,
      until: isoDay(first(end, "until")),
    };
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "counts",
        table,
        options: { most },
        title: { code: within === customers.length ? "counts.title" : "counts.title-off", params },
        subtitle: { code: "counts.subtitle" },
        foot: { code: "counts.foot", params },
        alt: { code: "counts.alt", params: { ...params, most } },
      },
    ]);
  },
};
