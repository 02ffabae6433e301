import { solve } from "../../../math/solve";
import {
  above,
  type Check,
  enough,
  every,
  finite,
  firstFailure,
  probability,
  sameLength,
  whole,
} from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { type Proportion, wilson } from "./proportion";

export interface Nps {
  /** 100(p − d), −100…100. */
  readonly nps: number;
  /** 100√((p + d − (p−d)²)/n). */
  readonly error: number;
}

/**
 * Net promoter score (Reichheld 2003) with its standard error. Those who did not answer are not neutral: say the
 * response rate beside it.
 * @param o.promoters, o.detractors shares 0…1, together at most 1; @param o.n answers ≥ 1
 */
export function netPromoter(o: {
  readonly promoters: number;
  readonly detractors: number;
  readonly n: number;
}): Outcome<Nps> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { promoters: p, detractors: d, n } = o;
  const bad = firstFailure(probability("promoters", p), probability("detractors", d), whole("n", n));
  if (bad) return bad;
  if (n === 0) return fail("NO_DATA", "n", 0, 1);
  if (p + d > 1 + 1e-12) return fail("OUT_OF_RANGE", "detractors", d, 1 - p);
  return done(
    { nps: 100 * (p - d), error: 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n) },
    { scale: "−100…100" },
  );
}

/** At least one answer, and each a whole number of the scale. */
const onScale = (scores: ArrayLike<number>, low: number, high: number): Check =>
  shaped(scores, ["number"], "scores") ??
  firstFailure(
    enough("scores", scores.length),
    every(
      "scores",
      scores,
      (name, value) =>
        whole(name, value, low) ?? (value > high ? fail("OUT_OF_RANGE", name, value, high) : null),
    ),
  );

/**
 * The same from answers 0…10: promoters 9–10, detractors 0–6.
 * @source Reichheld (2003), Harvard Business Review 81(12):46–54.
 */
export function netPromoterFromScores(scores: ArrayLike<number>): Outcome<Nps> {
  const bad = onScale(scores, 0, 10);
  if (bad) return bad;
  const all = Array.from(scores);
  return netPromoter({
    promoters: all.filter((score) => score >= 9).length / all.length,
    detractors: all.filter((score) => score <= 6).length / all.length,
    n: all.length,
  });
}

/**
 * CSAT: share of answers 4 and 5 on a scale 1…5, with Wilson's interval.
 * @source Wilson (1927), J. American Statistical Association 22:209–212.
 */
export function satisfaction(scores: ArrayLike<number>, level = 0.95): Outcome<Proportion> {
  const bad = onScale(scores, 1, 5);
  if (bad) return bad;
  return wilson(Array.from(scores).filter((score) => score >= 4).length, scores.length, level);
}

export interface RetentionLink {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Retention at a score: 1/(1+e^{−(β_0+β_1·score)}).
 * @source the logistic function, Cox (1958).
 */
export function linkedRetention(link: RetentionLink, score: number): Outcome<number> {
  const odd = shaped(link, {}, "link");
  if (odd) return odd;
  const { intercept, slope } = link;
  const bad = firstFailure(finite("intercept", intercept), finite("slope", slope), finite("score", score));
  return bad ?? done(1 / (1 + Math.exp(-(intercept + slope * score))), { link: "logit" });
}

/**
 * What one more point of satisfaction is worth: m(1+i)[1/(1+i−r(s+1)) − 1/(1+i−r(s))], value counted now. An
 * association: whoever is pleased for another reason also stays.
 * @source Gupta & Lehmann (2003), J. Interactive Marketing 17(1):9–24, the annuity at two retention rates of a
 * logit link.
 */
export function valueOfPoint(
  link: RetentionLink,
  o: { readonly score: number; readonly margin: number; readonly rate: number },
): Outcome<number> {
  const odd = shaped(link, {}, "link") ?? shaped(o, { score: "number" });
  if (odd) return odd;
  const now = linkedRetention(link, o.score);
  const next = linkedRetention(link, o.score + 1);
  const bad = firstFailure(finite("margin", o.margin), above("rate", o.rate, -1));
  if (bad) return bad;
  if (!now.ok) return now;
  if (!next.ok) return next;
  const top = Math.max(now.value, next.value);
  if (top >= 1 + o.rate) return fail("DIVERGES", "rate", o.rate, top - 1);
  const value = (r: number) => (o.margin * (1 + o.rate)) / (1 + o.rate - r);
  return done(value(next.value) - value(now.value), { first: "now", cash: "start", causal: false });
}

/**
 * Logistic regression of staying (1) or leaving (0) on a score, by Newton's method.
 * @returns the link with the standard errors of intercept and slope
 * Errors: NOT_IDENTIFIED when the score is constant, everyone stayed or everyone left, or the score separates them.
 * @source logistic regression, Cox (1958), J. Royal Statistical Society B 20:215–242.
 */
export function fitRetentionLink(
  score: ArrayLike<number>,
  stayed: ArrayLike<number>,
): Outcome<RetentionLink & { readonly errors: readonly [number, number] }> {
  const odd = shaped(score, ["number"], "score") ?? shaped(stayed, ["number"], "stayed");
  if (odd) return odd;
  const n = score.length;
  const bad = firstFailure(
    enough("score", n, 3),
    sameLength("stayed", stayed.length, n),
    every("score", score, finite),
    every("stayed", stayed, probability),
  );
  if (bad) return bad;
  const scores = Array.from(score);
  const centre = scores.reduce((sum, value) => sum + value / n, 0);
  const spread = Math.sqrt(scores.reduce((sum, value) => sum + (value - centre) ** 2 / n, 0));
  if (spread === 0) return fail("NOT_IDENTIFIED", "score", 0, 0);
  let beta = [0, 0];
  for (let step = 0; step < 60; step++) {
    const g = [0, 0];
    const h = [
      [1e-300, 0],
      [0, 1e-300],
    ];
    for (let i = 0; i < n; i++) {
      const z = (score[i]! - centre) / spread;
      const p = 1 / (1 + Math.exp(-(beta[0]! + beta[1]! * z)));
      const w = p * (1 - p);
      g[0]! += stayed[i]! - p;
      g[1]! += (stayed[i]! - p) * z;
      h[0]![0]! += w;
      h[0]![1]! += w * z;
      h[1]![1]! += w * z * z;
    }
    h[1]![0] = h[0]![1]!;
    const found = solve(h, [g, [1, 0], [0, 1]]);
    // Separated data send the coefficients away for ever.
    if (!found || beta.some((b) => Math.abs(b) > 30)) return fail("NOT_IDENTIFIED", "stayed", n, null);
    const [move, first, second] = found as [number[], number[], number[]];
    beta = beta.map((b, k) => b + Math.max(-2, Math.min(2, move[k]!)));
    if (Math.max(...move.map(Math.abs)) < 1e-12) {
      const slope = beta[1]! / spread;
      const shift = centre / spread;
      const variance = first[0]! - 2 * shift * first[1]! + shift * shift * second[1]!;
      return done(
        {
          intercept: beta[0]! - slope * centre,
          slope,
          errors: [Math.sqrt(variance), Math.sqrt(second[1]!) / spread] as const,
        },
        { link: "logit", causal: false },
      );
    }
  }
  return fail("NOT_IDENTIFIED", "stayed", n, null);
}
