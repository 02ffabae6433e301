import {
  atLeast,
  every,
  finite,
  firstFailure,
  rate,
  sameLength,
  whole,
  steps,
  MOST_STEPS,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";

/** Orders by column, one row per order. */
export interface OrderColumns {
  /** Index of the customer, 0…customers−1. */
  readonly customer: ArrayLike<number>;
  /** Time of the order, in periods. */
  readonly time: ArrayLike<number>;
  /** Margin of the order, money; refunds negative. */
  readonly margin: ArrayLike<number>;
}

export interface Historical extends OrderColumns {
  readonly customers: number;
  /** Valuation time t, periods; later orders do not count. */
  readonly at: number;
  /** Rate per period at which past margins are carried forward; 0 adds them as they are. */
  readonly rate: number;
}

const ORDERS = { customer: ["number"], time: ["number"], margin: ["number"] } as const;

/**
 * Historical value of each customer: H_j(t) = Σ_{orders ≤ t} margin·(1+i)^{t−t_k}, money (`models.md` §2.5).
 * It is what was earned, not a forecast: show it beside a predicted value, never as one.
 */
export function historicalValues(o: Historical): Outcome<Float64Array> {
  const odd = shaped(o, ORDERS);
  if (odd) return odd;
  const { customer, time, margin, customers, at, rate: i } = o;
  const bad = firstFailure(
    steps("customers", customers, 0, 1e8),
    finite("at", at),
    rate("rate", i),
    sameLength("time", time.length, customer.length),
    sameLength("margin", margin.length, customer.length),
    every("time", time, finite),
    every("margin", margin, finite),
  );
  if (bad) return bad;
  const value = new Float64Array(customers);
  for (let k = 0; k < customer.length; k++) {
    const who = customer[k]!;
    if (!(Number.isInteger(who) && who >= 0 && who < customers)) {
      return fail("OUT_OF_RANGE", `customer[${k}]`, who, customers - 1);
    }
    if (time[k]! <= at) value[who]! += margin[k]! * (1 + i) ** (at - time[k]!);
  }
  return done(value, { of: "past margin", compounded: i !== 0, rate: i });
}

export interface CohortOrders extends OrderColumns {
  /** Cohort of each customer, 0…C−1. */
  readonly cohort: ArrayLike<number>;
  /** Time of each customer's first purchase. */
  readonly born: ArrayLike<number>;
  /** Last observed time. */
  readonly end: number;
  /** Length of an age step, in the unit of `time`. */
  readonly step: number;
}

/**
 * Cumulative margin of a cohort up to each age per *initial* customer (not per survivor): the cohort ARPU curve.
 * A cell is null unless the whole age step of the whole cohort was observed.
 * @returns one row per cohort, one column per age step 0, 1, …
 * @source cumulative margin of a cohort over its initial size, whole cells only (right-censoring).
 */
export function cohortArpu(o: CohortOrders): Outcome<readonly (readonly (number | null)[])[]> {
  const odd = shaped(o, { ...ORDERS, cohort: ["number"], born: ["number"] });
  if (odd) return odd;
  const { customer, time, margin, cohort, born, end, step } = o;
  const bad = firstFailure(
    sameLength("born", born.length, cohort.length),
    sameLength("time", time.length, customer.length),
    sameLength("margin", margin.length, customer.length),
    every("cohort", cohort, (name, value) => steps(name, value, 0, 1e5)),
    every("born", born, finite),
    every("time", time, finite),
    every("margin", margin, finite),
    finite("end", end),
    atLeast("step", step, Number.MIN_VALUE),
  );
  if (bad) return bad;
  const rows = Array.from(cohort).reduce((most, c) => Math.max(most, c + 1), 0);
  const size = new Float64Array(rows);
  const last = new Float64Array(rows).fill(-Infinity);
  for (let j = 0; j < cohort.length; j++) {
    size[cohort[j]!]! += 1;
    last[cohort[j]!] = Math.max(last[cohort[j]!]!, born[j]!);
  }
  const ages = Array.from(last, (latest) => Math.max(0, Math.floor((end - latest) / step + 1e-9)));
  const longest = ages.find((n) => Number.isFinite(n) && n > MOST_STEPS);
  if (longest !== undefined) return fail("OUT_OF_RANGE", "step", step, (step * longest) / MOST_STEPS);
  const sums = ages.map((n) => new Array<number>(Number.isFinite(n) ? n : 0).fill(0));
  for (let k = 0; k < customer.length; k++) {
    const who = customer[k]!;
    const home = cohort[who];
    if (home === undefined) return fail("OUT_OF_RANGE", `customer[${k}]`, who, cohort.length - 1);
    const age = Math.floor((time[k]! - born[who]!) / step);
    if (age < 0) return fail("OUT_OF_RANGE", `time[${k}]`, time[k]!, born[who]);
    if (age < sums[home]!.length) sums[home]![age]! += margin[k]!;
  }
  const width = sums.reduce((most, row) => Math.max(most, row.length), 0);
  return done(
    sums.map((row, c) => {
      let total = 0;
      return Array.from({ length: width }, (_, age) =>
        age < row.length ? (total += row[age]!) / size[c]! : null,
      );
    }),
    { of: "past margin", per: "initial customer", cells: "fully observed only" },
  );
}

/**
 * Distinct buyers by calendar periods since the period of the first purchase, one row per cohort.
 * @param customer index per order; `period` its calendar period (whole number); `end` the last whole period observed
 * @returns cohorts in order of their first period, each with counts at offsets 0…end−first
 * @source buyers by period since the first purchase, whole cells only (right-censoring).
 */
export function cohortCounts(o: {
  readonly customer: ArrayLike<number>;
  readonly period: ArrayLike<number>;
  readonly end: number;
}): Outcome<readonly { readonly first: number; readonly buyers: readonly number[] }[]> {
  const odd = shaped(o, { customer: ["number"], period: ["number"] });
  if (odd) return odd;
  const { customer, period, end } = o;
  const bad = firstFailure(
    sameLength("period", period.length, customer.length),
    every("customer", customer, whole),
    every("period", period, whole),
    steps("end", end),
  );
  if (bad) return bad;
  const first = new Map<number, number>();
  for (let k = 0; k < customer.length; k++) {
    if (period[k]! > end) continue;
    const known = first.get(customer[k]!);
    if (known === undefined || period[k]! < known) first.set(customer[k]!, period[k]!);
  }
  const seen = new Set<string>();
  const rows = new Map<number, number[]>();
  for (let k = 0; k < customer.length; k++) {
    if (period[k]! > end || seen.has(`${customer[k]!}:${period[k]!}`)) continue;
    seen.add(`${customer[k]!}:${period[k]!}`);
    const start = first.get(customer[k]!)!;
    const row = rows.get(start) ?? new Array<number>(end - start + 1).fill(0);
    row[period[k]! - start]! += 1;
    rows.set(start, row);
  }
  return done(
    [...rows].sort(([a], [b]) => a - b).map(([start, buyers]) => ({ first: start, buyers })),
    { counts: "distinct buyers", periods: "calendar" },
  );
}
