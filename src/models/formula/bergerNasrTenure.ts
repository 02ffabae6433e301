import { atLeast, finite, firstFailure, probability, rate, steps } from "../fit/guard";
import { done, type Failure, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { exponentialIntegral } from "./series";

/**
 * Berger & Nasr (1998) cases 3 and 4: profit that changes with tenure. π(t) = h·t² + v up to tenure g, then
 * (h·g² + v) + N(1 − e^{−(t−g)}); already net of promotion.
 */
export interface TenureProfit {
  /** h: quadratic growth, money per year². */
  readonly growth: number;
  /** v: profit at tenure 0, money per year. */
  readonly initial: number;
  /** N: what the profit still gains after tenure g, money per year. */
  readonly ceiling: number;
  /** g ≥ 0: tenure at which growth turns to saturation, years. */
  readonly turn: number;
  /** Retention per year r, 0…1. */
  readonly retention: number;
  /** Annual discount rate d > −1. */
  readonly annualRate: number;
  /** Horizon n ≥ 0, years (whole in case 3). */
  readonly years: number;
}

/**
 * π(t), money per year; t ≥ 0 in years.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 3: the profit function.
 */
export function tenureProfit(
  o: Pick<TenureProfit, "growth" | "initial" | "ceiling" | "turn">,
  t: number,
): number {
  insist(o, CURVE);
  insist(t, "number", "t");
  return profitAt(o, t);
}

type Curve = Pick<TenureProfit, "growth" | "initial" | "ceiling" | "turn">;
const CURVE = { growth: "number", initial: "number", ceiling: "number", turn: "number" } as const;

function profitAt({ growth: h, initial: v, ceiling: n, turn: g }: Curve, t: number): number {
  return t <= g ? h * t * t + v : h * g * g + v - n * Math.expm1(-(t - g));
}

const domain = (o: TenureProfit): Failure | null =>
  shaped(o, {}) ??
  firstFailure(
    finite("growth", o.growth),
    finite("initial", o.initial),
    finite("ceiling", o.ceiling),
    atLeast("turn", o.turn, 0),
    probability("retention", o.retention),
    rate("annualRate", o.annualRate),
    atLeast("years", o.years, 0),
  );

/**
 * Case 3: CLV = Σ_{t=0..n} π(t)(r/(1+d))^t, with π by year.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 3.
 */
export function bergerNasr3(
  o: TenureProfit,
): Outcome<{ readonly clv: number; readonly profit: readonly number[] }> {
  const bad = domain(o) ?? steps("years", o.years);
  if (bad) return bad;
  const profit = Array.from({ length: o.years + 1 }, (_, t) => profitAt(o, t));
  const q = o.retention / (1 + o.annualRate);
  const clv = profit.reduce((sum, pi, t) => sum + pi * q ** t, 0);
  return done({ clv, profit }, { profit: "yearly", first: "now", cash: "start" });
}

/** ∫_0^a t² e^{−κt} dt; by its series where the closed form cancels. */
function squareIntegral(kappa: number, a: number): number {
  const z = kappa * a;
  if (Math.abs(z) < 1) {
    let term = 1;
    let sum = 1 / 3;
    for (let j = 1; j < 40; j++) {
      term *= -z / j;
      sum += term / (j + 3);
    }
    return a ** 3 * sum;
  }
  return 2 / kappa ** 3 - Math.exp(-z) * ((a * a) / kappa + (2 * a) / kappa ** 2 + 2 / kappa ** 3);
}

/**
 * Case 4: CLV = ∫_0^n π(t) e^{−κt} dt, κ = −ln(r/(1+d)), in closed form. r = 0 leaves nothing: no time passes alive.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 4.
 */
export function bergerNasr4(o: TenureProfit): Outcome<number> {
  const bad = domain(o);
  if (bad) return bad;
  const convention = { profit: "continuous", first: "now" } as const;
  if (o.retention === 0) return done(0, convention);
  const { growth: h, initial: v, ceiling: n, turn: g, years } = o;
  const kappa = -Math.log(o.retention / (1 + o.annualRate));
  const rising = Math.min(g, years);
  const before = h * squareIntegral(kappa, rising) + v * exponentialIntegral(kappa, rising);
  const rest = years - rising;
  const flat = exponentialIntegral(kappa, rest);
  const after =
    Math.exp(-kappa * rising) * ((h * g * g + v) * flat + n * (flat - exponentialIntegral(kappa + 1, rest)));
  return done(before + (rest > 0 ? after : 0), convention);
}
