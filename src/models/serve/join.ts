import type { ScorePart } from "../score/blocks";
import { joinScores } from "../score/join";
import type { Estimate, ScoreRequest, Scores } from "../service";

export const DRAWS = 400;

/** Shares that make up all customers, at the margin asked for. */
export function joined(request: ScoreRequest, parts: readonly ScorePart[]): Scores {
  const { level, group, draws = DRAWS, margin } = request;
  return scaled(joinScores(parts, { level, draws, ...(group ? { group } : {}) }), margin);
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
