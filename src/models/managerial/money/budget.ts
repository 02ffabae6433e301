import { above, atLeast, enough, finite, firstFailure, within } from "../../fit/guard";
import { done, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface BudgetSegment {
  /** n: customers. */
  readonly customers: number;
  /** v: value of one response, money. */
  readonly value: number;
  /** ū: response rate with unlimited spend, 0…1. */
  readonly ceiling: number;
  /** k > 0: steepness of u(b) = ū(1−e^{−kb}), per unit of money. */
  readonly steepness: number;
}

export interface Allocation {
  /** Spend per customer of each segment. */
  readonly perCustomer: readonly number[];
  /** λ: gain of the last unit of money, equal in every funded segment; ≤ λ in the others. */
  readonly marginal: number;
  /** Σ n v ū(1−e^{−kb}), before the budget itself. */
  readonly gain: number;
  /** The same with the budget spread evenly over customers. */
  readonly uniform: number;
  /** The budget at which λ = 1: money beyond it returns less than itself. */
  readonly worthSpending: number;
}

/**
 * Budget over segments with saturating response: maximise Σ n v ū(1−e^{−kb}) subject to Σ n b = B, b ≥ 0. Kuhn–Tucker
 * gives b = max(0, ln(vūk/λ)/k); for a given set of funded segments λ is closed, ln λ = (Σ(n/k)ln(vūk) − B)/Σ n/k,
 * and segments are funded in order of vūk, so the optimum is exact (water-filling), not iterated.
 * @source Kuhn & Tucker (1951): the water-filling solution for concave exponential responses.
 */
export function allocateBudget(segments: readonly BudgetSegment[], budget: number): Outcome<Allocation> {
  const bad =
    shaped(segments, [{}], "segments") ??
    firstFailure(
      enough("segments", segments.length),
      atLeast("budget", budget, 0),
      ...segments.flatMap((s, i) => [
        above(`segments[${i}].customers`, s.customers, 0),
        finite(`segments[${i}].value`, s.value),
        above(`segments[${i}].value`, s.value, 0),
        within(`segments[${i}].ceiling`, s.ceiling, 0, 1),
        above(`segments[${i}].ceiling`, s.ceiling, 0),
        above(`segments[${i}].steepness`, s.steepness, 0),
      ]),
    );
  if (bad) return bad;
  const first = segments.map((s) => Math.log(s.value) + Math.log(s.ceiling) + Math.log(s.steepness));
  const order = [...segments.keys()].sort((a, b) => first[b]! - first[a]!);
  /** ln λ when the budget is poured in order of first return. */
  let weight = 0;
  let sum = 0;
  let lnLambda = first[order[0]!]!;
  for (const [rank, s] of order.entries()) {
    weight += segments[s]!.customers / segments[s]!.steepness;
    sum += (segments[s]!.customers / segments[s]!.steepness) * first[s]!;
    lnLambda = (sum - budget) / weight;
    const next = order[rank + 1];
    if (next === undefined || first[next]! <= lnLambda) break;
  }
  const perCustomer = segments.map((s, i) => Math.max(0, (first[i]! - lnLambda) / s.steepness));
  const gainOf = (spend: (i: number) => number) =>
    segments.reduce(
      (all, s, i) => all - s.customers * s.value * s.ceiling * Math.expm1(-s.steepness * spend(i)),
      0,
    );
  const customers = segments.reduce((all, s) => all + s.customers, 0);
  const worthSpending = segments.reduce(
    (all, s, i) => all + Math.max(0, (s.customers * first[i]!) / s.steepness),
    0,
  );
  return done(
    {
      perCustomer,
      marginal: Math.exp(lnLambda),
      gain: gainOf((i) => perCustomer[i]!),
      uniform: gainOf(() => budget / customers),
      worthSpending,
    },
    { response: "exponential", gain: "before budget" },
  );
}
