import type { Contender, OriginResult } from "./backtest";
import type { Errors, Measures, Ranking } from "./measures";

/** Means over origins. Total errors keep their size only: one too high and one too low do not cancel. */
export interface Averages {
  readonly mae: number;
  readonly rmse: number;
  readonly totalError: number | null;
  readonly spearman: number | null;
  readonly topDecile: number | null;
  readonly gini: number | null;
}

export interface Summary {
  readonly id: Contender["id"];
  readonly kind: Contender["kind"];
  /** Origins at which it could guess. */
  readonly origins: number;
  readonly orders: Averages | null;
  readonly money: Averages | null;
}

export function summarise(origins: readonly OriginResult[]): Summary[] {
  const first = origins[0]?.contenders ?? [];
  return first.map(({ id, kind }, k) => {
    const mine = origins.map(({ contenders }) => contenders[k]!);
    const orders = mine.flatMap((one) => (one.orders ? [one.orders] : []));
    const money = mine.flatMap((one) => (one.money ? [one.money] : []));
    return { id, kind, origins: orders.length, orders: averages(orders), money: averages(money) };
  });
}

export function averages(list: readonly Measures[]): Averages | null {
  if (list.length === 0) return null;
  const mean = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : null;
  };
  const error = (name: keyof Errors) => mean(list.map(({ errors }) => errors[name]));
  const rank = (name: keyof Ranking) => mean(list.map(({ ranking }) => ranking[name]));
  return {
    mae: error("mae")!,
    rmse: error("rmse")!,
    totalError: mean(
      list.map(({ errors }) => (errors.totalError === null ? null : Math.abs(errors.totalError))),
    ),
    spearman: rank("spearman"),
    topDecile: rank("topDecile"),
    gini: rank("gini"),
  };
}
