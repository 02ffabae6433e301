import { bgNbd, gammaGamma, mbgNbd, nbd, paretoNbd } from "../../../src/models/index";
import type {
  Histories,
  ModelId,
  SavedFit,
  TransactionFit,
  TransactionModel,
  Who,
} from "../../../src/models/types";
import { cdnowHistories } from "../cdnow";

/** Tools for the entries of latent-attrition models. Times in weeks. */

export const cdnow = (data: string): Histories & { spend: Float64Array; born: Float64Array } => ({
  unit: "week",
  ...cdnowHistories(data),
});

/** A fit at given parameters, not at an optimum: for entries that print predictions at rounded estimates. */
function saved(model: ModelId, params: Readonly<Record<string, number>>): SavedFit {
  return {
    schema: 1,
    model,
    unit: "week",
    data: { rows: 0, customers: 0, hash: "" },
    params,
    logLikelihood: 0,
    status: "verified",
    reasons: [],
    covariance: null,
    checks: { gradient: 0, condition: 1, starts: [], residual: 1 },
  };
}

/** The same for any model and unit of time. */
export const given = (
  model: TransactionModel,
  values: readonly number[],
  unit: Histories["unit"] = "week",
): TransactionFit => model.load({ ...saved(model.id, named(model.params, values)), unit });

const named = (names: readonly string[], values: readonly number[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]!]));

export const bg = (values: readonly number[]): TransactionFit =>
  bgNbd.load(saved("bg-nbd", named(bgNbd.params, values)));

export const mbg = (values: readonly number[]): TransactionFit =>
  mbgNbd.load(saved("mbg-nbd", named(mbgNbd.params, values)));

export const pareto = (values: readonly number[]): TransactionFit =>
  paretoNbd.load(saved("pareto-nbd", named(paretoNbd.params, values)));

export const spendAt = (values: readonly number[]) =>
  gammaGamma.load(saved("gamma-gamma", named(gammaGamma.params, values)));

export const who = (rows: readonly (readonly [x: number, tx: number, T: number])[]): Who => ({
  x: Float64Array.from(rows, ([x]) => x),
  tx: Float64Array.from(rows, ([, tx]) => tx),
  T: Float64Array.from(rows, ([, , T]) => T),
});

export const histories = (rows: Parameters<typeof who>[0]): Histories => ({ unit: "week", ...who(rows) });

/** The effective annual rate whose continuous rate per week is δ. */
export const annualFromWeekly = (delta: number): number => Math.expm1((delta * 365.25) / 7);

const cache = new Map<string, TransactionFit>();

/** One fit per model and folder: several entries look at the same optimum. */
export function fitted(model: "bg" | "mbg" | "pareto" | "nbd", data: string): TransactionFit {
  const key = `${model} ${data}`;
  const known = cache.get(key);
  if (known) return known;
  const fit = { bg: bgNbd, mbg: mbgNbd, pareto: paretoNbd, nbd }[model].fit(cdnow(data));
  cache.set(key, fit);
  return fit;
}

/** θ·SE(ln θ) by name. */
export function standardErrors(fit: SavedFit): Record<string, number> {
  const names = Object.keys(fit.params);
  if (!fit.covariance) throw new Error(`${fit.model}: no covariance`);
  return Object.fromEntries(
    names.map((name, i) => [name, fit.params[name]! * Math.sqrt(fit.covariance![i * names.length + i]!)]),
  );
}

/** Mean of a column over customers with x = 0, 1, …, 6 and 7 or more. */
export function byBin(x: Float64Array, value: Float64Array): { mean: number[]; n: number[] } {
  const sum = new Array<number>(8).fill(0);
  const n = new Array<number>(8).fill(0);
  x.forEach((orders, i) => {
    const bin = Math.min(7, orders);
    sum[bin]! += value[i]!;
    n[bin]! += 1;
  });
  return { mean: sum.map((total, bin) => total / n[bin]!), n };
}
