import { betaI } from "../math/incomplete";
import type { SavedFit, SpendData } from "../models/types";
import type { TableRef } from "../terms/table";
import type { Plan } from "./plan/plan";
import { numbers } from "./plan/rows";

const BINS = 24;

/** A round number at or above: 1, 2, 2.5 or 5 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}

/**
 * Repeat customers by mean spend, recorded beside expected: a customer with x repeat purchases has
 * x z̄/(γ + x z̄) ~ Beta(px, q), so each bin's share is a difference of two incomplete beta functions. The band is
 * that of chance at the fitted parameters (95 %).
 *
 * @returns the table (`low, high, customers, expected, expected_low, expected_high`), the money drawn up to, and the
 * share of customers beyond it
 */
export async function densityTable(
  plan: Plan,
  fit: SavedFit,
  data: SpendData,
  like: TableRef,
): Promise<{ table: TableRef; shown: number; beyond: number }> {
  const sorted = data.spend.filter((value) => value > 0).sort();
  const edge = sorted[Math.min(sorted.length - 1, Math.floor(0.97 * sorted.length))] ?? 1;
  const width = roundUp(edge / BINS);
  const bins = Math.max(4, Math.ceil(edge / width));
  const observed = await plan.query(
    "customers by mean spend",
    `
    SELECT bin, count(spend) AS customers
    FROM range(0, ${bins}) AS bins(bin)
    LEFT JOIN (SELECT spend FROM ${like.sql} WHERE x > 0 AND spend > 0) ON floor(spend / ${width}) = bin
    GROUP BY bin ORDER BY bin`,
  );
  const customers = numbers(observed, "customers");
  const { mean, spread } = expected(fit, data, width, bins);
  const columns = {
    low: Float64Array.from({ length: bins }, (_, i) => i * width),
    high: Float64Array.from({ length: bins }, (_, i) => (i + 1) * width),
    customers,
    expected: mean,
    expected_low: mean.map((value, i) => Math.max(0, value - 1.96 * spread[i]!)),
    expected_high: mean.map((value, i) => value + 1.96 * spread[i]!),
  };
  const table = await plan.store(
    Object.entries(columns).map(([name, values]) => ({ name, type: "DOUBLE", values })),
    { part: "density", like },
  );
  const within = customers.reduce((sum, n) => sum + n, 0);
  return { table, shown: bins * width, beyond: 1 - within / Math.max(1, sorted.length) };
}

function expected(fit: SavedFit, data: SpendData, width: number, bins: number) {
  const { p, q, gamma } = fit.params as Record<"p" | "q" | "gamma", number>;
  const byCount = new Map<number, number>();
  data.x.forEach((x, i) => {
    if (data.spend[i]! > 0) byCount.set(x, (byCount.get(x) ?? 0) + 1);
  });
  const mean = new Float64Array(bins);
  const variance = new Float64Array(bins);
  for (const [x, n] of byCount) {
    let before = 0;
    for (let i = 0; i < bins; i++) {
      const z = x * (i + 1) * width;
      const below = betaI(z / (gamma + z), p * x, q);
      const share = Math.max(0, below - before);
      before = below;
      mean[i] = mean[i]! + n * share;
      variance[i] = variance[i]! + n * share * (1 - share);
    }
  }
  return { mean, spread: variance.map(Math.sqrt) };
}
