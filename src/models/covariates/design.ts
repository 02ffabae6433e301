import { eigenSymmetric } from "../../math/linear";
import { TenureError } from "../../terms/error";
import { distinctRows } from "../fit/distinct";
import { hashRows, type Grouped } from "../fit/grouped";
import { checkUnit } from "../asked";
import { checkHistories } from "../histories";
import type { Histories, Reason } from "../types";
import type { Channel } from "./channels";
import type { CovariateOptions, ProcessName } from "./types";

/** A standardised column of one process. */
export interface Standard {
  readonly process: ProcessName;
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  /** Largest less smallest value, in standard deviations. */
  readonly range: number;
}

/** A coefficient: standard column `column` moves parameter `param` (an index of the family's) with `sign`. */
export interface Effect {
  readonly column: number;
  readonly param: number;
  readonly sign: 1 | -1;
}

/** Customers with equal values of all columns. */
export interface Segment {
  readonly data: Grouped;
  /** Standardised value of each column. */
  readonly z: Float64Array;
}

export interface Design {
  readonly columns: readonly Standard[];
  readonly segments: readonly Segment[];
  readonly customers: number;
  readonly repeaters: number;
  readonly hash: string;
}

const PROCESSES: readonly ProcessName[] = ["purchase", "dropout"];

/**
 * The columns of both processes, in order.
 * @throws `history.column` where one is no list, `covariates.length`, `covariates.not-finite`
 */
export function columnsOf(
  o: Pick<CovariateOptions, ProcessName> | null | undefined,
  rows: number,
): { process: ProcessName; name: string; values: Float64Array }[] {
  return PROCESSES.flatMap((process) =>
    Object.entries<Float64Array>(o?.[process] ?? {}).map(([name, values]) => {
      // Who writes JavaScript may hand over anything.
      if (!ArrayBuffer.isView(values) && !Array.isArray(values))
        throw new TenureError("history.column", { name });
      if (values.length !== rows)
        throw new TenureError("covariates.length", { column: name, values: values.length, rows });
      const row = values.findIndex((value) => !Number.isFinite(value));
      if (row >= 0) throw new TenureError("covariates.not-finite", { column: name, row: row + 1 });
      return { process, name, values };
    }),
  );
}

/** Columns standardised over customers, and histories grouped by equal columns and then exactly. @throws `history.*`, `covariates.*` */
export function designOf(data: Histories, o: Pick<CovariateOptions, ProcessName>): Design {
  checkHistories(data);
  checkUnit(data.unit);
  const n = data.x.length;
  const raw = columnsOf(o, n);
  const weightOf = (i: number) => (data.weight ? data.weight[i]! : 1);
  let customers = 0;
  let repeaters = 0;
  for (let i = 0; i < n; i++) {
    customers += weightOf(i);
    if (data.x[i]! > 0) repeaters += weightOf(i);
  }
  const columns = raw.map(({ process, name, values }): Standard => {
    const mean = values.reduce((sum, value, i) => sum + weightOf(i) * value, 0) / customers;
    const squares = values.reduce((sum, value, i) => sum + weightOf(i) * (value - mean) ** 2, 0);
    const sd = Math.sqrt(squares / customers);
    const [least, most] = values.reduce(
      ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
      [Infinity, -Infinity],
    );
    // A column that differs by rounding only is constant.
    const flat = !(most - least > 1e-9 * Math.max(Math.abs(most), Math.abs(least)));
    return { process, name, mean, sd: flat ? 0 : sd, range: flat ? 0 : (most - least) / sd };
  });
  const values = raw.map((column) => column.values);
  const alike = distinctRows([data.x, data.tx, data.T, ...values]);
  const weight = new Float64Array(alike.count);
  for (let i = 0; i < n; i++) weight[alike.group[i]!] = weight[alike.group[i]!]! + weightOf(i);
  const pick = (column: Float64Array) => Float64Array.from(alike.row, (i) => column[i]!);
  const few = { x: pick(data.x), tx: pick(data.tx), T: pick(data.T) };
  const fewValues = values.map(pick);
  const bySegment = values.length > 0 ? distinctRows(fewValues) : null;
  const members: number[][] = Array.from({ length: bySegment?.count ?? 1 }, () => []);
  for (let g = 0; g < alike.count; g++) members[bySegment ? bySegment.group[g]! : 0]!.push(g);
  const segments = members.map((rows): Segment => {
    const take = (column: Float64Array) => Float64Array.from(rows, (g) => column[g]!);
    const part = { x: take(few.x), tx: take(few.tx), T: take(few.T), weight: take(weight) };
    const people = part.weight.reduce((sum, w) => sum + w, 0);
    return {
      data: { ...part, n: rows.length, rows: rows.length, customers: people, hash: "" },
      z: Float64Array.from(columns, ({ mean, sd }, c) =>
        sd > 0 ? (fewValues[c]![rows[0]!]! - mean) / sd : 0,
      ),
    };
  });
  const hash = hashRows([few.x, few.tx, few.T, ...fewValues, weight]);
  return { columns, segments, customers, repeaters, hash };
}

/** One coefficient per column and parameter that its process moves. */
export function effectsOf(
  columns: readonly Standard[],
  channels: readonly Channel[],
  params: readonly string[],
): Effect[] {
  return channels.flatMap(({ process, param, sign }) =>
    columns.flatMap((column, c) =>
      column.process === process ? [{ column: c, param: params.indexOf(param), sign }] : [],
    ),
  );
}

/** Repeat customers wanted for every coefficient: below that a coefficient describes single people. */
const PER_COEFFICIENT = 5;
/** Smallest eigenvalue of the columns' correlations: below it one is a sum of the others. */
const COLLINEAR = 1e-6;

/** What no amount of fitting can tell apart: constant columns, sums of one another, more coefficients than people. */
export function flawsOf(design: Design, effects: readonly Effect[]): Reason[] {
  const { columns } = design;
  const constant = columns.filter(({ sd }) => sd === 0).map(({ name }) => name);
  if (constant.length > 0)
    return [{ code: "covariate-constant", params: { columns: [...new Set(constant)] } }];
  for (const process of PROCESSES) {
    const own = [...columns.keys()].filter((c) => columns[c]!.process === process);
    const k = own.length;
    if (k < 2) continue;
    const correlation = new Float64Array(k * k);
    for (const { z, data } of design.segments)
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++)
          correlation[i * k + j]! += (data.customers * z[own[i]!]! * z[own[j]!]!) / design.customers;
    const { values, vectors } = eigenSymmetric(correlation, k);
    if (values[0]! > COLLINEAR) continue;
    const names = own.filter((_, i) => Math.abs(vectors[i * k]!) > 0.05).map((c) => columns[c]!.name);
    return [{ code: "covariates-collinear", params: { columns: names } }];
  }
  const most = Math.floor(design.repeaters / PER_COEFFICIENT);
  if (effects.length > most)
    return [
      {
        code: "covariates-too-many",
        params: { coefficients: effects.length, most, repeaters: design.repeaters },
      },
    ];
  return [];
}
