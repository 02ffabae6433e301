import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gaussLegendre } from "../../src/math/quadrature";
import { bgBb, ggomNbd, paretoNbd, type SavedFit, type TransactionFit } from "../../src/models/index";

/**
 * The catalogue of invariants, and that each has tests: found by the name they carry in their titles. What no test of a
 * model's own holds stands below.
 */
const INVARIANTS: Readonly<Record<string, string>> = {
  P1: "a closed form is the sum of its terms",
  P2: "a finite value rises with the horizon to the infinite one",
  P3: "Gupta–Lehmann: the conventions differ as they should",
  P4: "Berger–Nasr: cases agree where they meet, and with Pfeifer–Carraway",
  P5: "Pfeifer–Carraway: one state, linearity, policies",
  P6: "Rust–Lemon–Zeithaml: sums over brands, permutation",
  P7: "Blattberg–Deighton: no better point, nobody courted for less than he costs",
  P8: "survivor functions start at 1, fall, and add up with the losses",
  P9: "sBG is BdW at c = 1, and geometric in the limit",
  P10: "analytic gradients are central differences",
  P11: "no perturbation of the optimum is better",
  P12: "probabilities of counts sum to 1, with mean E[X(t)]",
  P13: "another unit of time gives the same model",
  P14: "another unit of money scales every amount",
  P15: "0 ≤ P(alive) ≤ 1, and extremes give numbers",
  P16: "E[Y] is 0 at 0, rises, is concave",
  P17: "discounting: less with a higher rate, E[Y] at rate 0",
  P18: "covariates of zero change no bit",
  P19: "Pareto/NBD is continuous where α meets β",
  P20: "GGom/NBD becomes Pareto/NBD as b → 0",
  P21: "Kaplan–Meier is the empirical survivor function",
  P22: "whale curve and Gini",
  P23: "water-filling: marginal returns are equal",
  P24: "Monte Carlo is within four of its standard errors",
  P25: "simulate, fit, recover",
  P26: "row order and grouping change nothing",
};

/** Titles of tests that name an invariant, by the invariant. */
function titles(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".test.ts")) continue;
    const source = readFileSync(join(folder, file), "utf8");
    for (const [, title] of source.matchAll(/\b(?:test|describe)(?:\.[\w.]+\([^]*?\))?\(\s*["`]([^"`\n]+)/g))
      for (const [id] of title!.matchAll(/\bP\d+\b/g)) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

test("every invariant of the catalogue has a test", () => {
  const found = titles(import.meta.dirname);
  expect(Object.keys(INVARIANTS)).toHaveLength(26);
  expect(Object.keys(INVARIANTS).filter((id) => !found.has(id))).toEqual([]);
  expect([...found.keys()].filter((id) => !(id in INVARIANTS))).toEqual([]);
});

const saved = (model: string, params: Record<string, number>): SavedFit => ({
  schema: 1,
  model,
  unit: "week",
  data: { rows: 1, customers: 1, hash: "" },
  params,
  logLikelihood: 0,
  status: "verified",
  reasons: [],
  covariance: null,
  checks: { gradient: 0, condition: 1, starts: [0], residual: 0 },
});
/** ∫ by sixteen points on each of eight panels. */
function integral(f: (t: number) => number, from: number, to: number): number {
  const { nodes, weights } = gaussLegendre(16);
  const half = (to - from) / 16;
  let sum = 0;
  for (let panel = 0; panel < 8; panel++)
    for (let j = 0; j < 16; j++) sum += half * weights[j]! * f(from + half * (2 * panel + 1 + nodes[j]!));
  return sum;
}

const one = (v: number) => Float64Array.of(v);

describe("P8: survivor functions of hidden leaving", () => {
  const fits: [string, TransactionFit, (t: number) => number][] = [
    [
      "Pareto/NBD",
      paretoNbd.load(saved("pareto-nbd", { r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 })),
      (t) => (11.7 / (11.7 + t)) ** 0.61,
    ],
    [
      "GGom/NBD",
      ggomNbd.load(saved("ggom-nbd", { r: 0.55, alpha: 10.6, b: 0.05, s: 0.8, beta: 1.7 })),
      (t) => (1.7 / (1.7 + Math.expm1(0.05 * t))) ** 0.8,
    ],
  ];
  test.each(fits)("%s: S(0) = 1, S falls, and what left before t with S(t) is all", (_, fit, survival) => {
    const fresh = { x: one(0), tx: one(0), T: one(0) };
    const S = (t: number) => fit.probabilityAlive(fresh, t)[0]!;
    expect(S(0)).toBe(1);
    let before = 1;
    let left = 0;
    for (const t of [0.5, 3, 10, 40, 160, 640]) {
      expect(S(t)).toBeLessThan(before);
      expect(Math.abs(S(t) - survival(t))).toBeLessThan(1e-12);
      before = S(t);
    }
    let from = 0;
    for (const t of [1, 5, 20, 80]) {
      left += integral((u) => fit.lifetimeDensity(u), from, t);
      expect(Math.abs(left + S(t) - 1)).toBeLessThan(1e-9);
      from = t;
    }
  });
});

test("P1: BG/BB discounted purchases are the sum of five thousand periods", () => {
  const fit = bgBb.load(saved("bg-bb", { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }));
  const who = { x: one(3), tx: one(4), T: one(6) };
  const annualRate = 1.1 ** (365.25 / 7) - 1; // 10 % a period
  const closed = fit.discountedExpectedTransactions(who, { annualRate, horizon: "infinite" })[0]!;
  let sum = 0;
  let before = 0;
  for (let k = 1; k <= 5000; k++) {
    const now = fit.conditionalExpectedTransactions(k, who)[0]!;
    sum += (now - before) * 1.1 ** -k;
    before = now;
  }
  expect(Math.abs(closed / sum - 1)).toBeLessThan(1e-9);
});
