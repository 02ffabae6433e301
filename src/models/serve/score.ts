import { familyOf } from "../catalogue";
import { hashRows } from "../fit/grouped";
import { scoreCustomers } from "../scores";
import { tell } from "./progress";
import type { Estimate, ScoreRequest, Scores } from "../service";

const DRAWS = 400;

/** The last request at margin 1, kept because a change of margin alone only scales it. */
let last: { readonly key: string; readonly scores: Scores } | null = null;

/** Scores by {@link scoreCustomers}; everything but the margin is worked out once. */
export function scoresOf(request: ScoreRequest): Scores {
  const { who, margin, fit, spend, annualRate, horizon, level, seed, draws = DRAWS, group } = request;
  const money = typeof spend === "number" ? spend : [spend.params, spend.covariance, spend.status];
  const key = JSON.stringify([
    hashOrdered([who.x, who.tx, who.T, who.spend]),
    [fit.model, fit.unit, fit.params, fit.covariance, fit.status],
    [money, annualRate, horizon, level, seed, draws],
    group ? hashOrdered([Float64Array.from(group)]) : "",
  ]);
  if (last?.key !== key || !Number.isFinite(margin)) {
    const family = familyOf(fit.model);
    const unit = Number.isFinite(margin) ? 1 : margin;
    const options = {
      family,
      fit,
      spend,
      who,
      annualRate,
      horizon,
      margin: unit,
      level,
      seed,
      draws,
      progress: tell,
    };
    const grouped = group ? { ...options, group } : options;
    last = { key, scores: scoreCustomers(grouped) };
  }
  return scaled(last.scores, margin);
}

function scaled(scores: Scores, margin: number): Scores {
  const times = (values: Float64Array) => values.map((value) => value * margin);
  const [low, high] = margin < 0 ? [scores.high, scores.low] : [scores.low, scores.high];
  return {
    ...scores,
    clv: times(scores.clv),
    low: times(low),
    high: times(high),
    total: range(scores.total, margin),
    groups: scores.groups.map((one) => range(one, margin)),
  };
}

function range({ value, low, high }: Estimate, margin: number): Estimate {
  const ends = [low * margin, high * margin] as const;
  return { value: value * margin, low: Math.min(...ends), high: Math.max(...ends) };
}

/** Unlike `hashRows`, the order of rows counts: scores come back in it. */
function hashOrdered(columns: readonly Float64Array[]): string {
  const place = Float64Array.from(columns[0] ?? [], (_, i) => i);
  return hashRows([place, ...columns]);
}
