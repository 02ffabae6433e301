import { normalQuantile } from "../../../math/incomplete";
import { above, firstFailure, within } from "../../fit/guard";
import { done, type Outcome } from "../../fit/outcome";

export interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Share of `count` among `of` with Wilson's score interval (Wilson 1927), which behaves at 0 and 1 and for few cases.
 * @param count 0…of; @param of > 0; @param level confidence, .95 when left out
 */
export function wilson(count: number, of: number, level = 0.95): Outcome<Proportion> {
  const bad = firstFailure(
    above("of", of, 0),
    within("count", count, 0, of),
    within("level", level, 0.5, 0.9999),
  );
  if (bad) return bad;
  const z2 = normalQuantile(0.5 + level / 2) ** 2;
  const share = count / of;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / of + z2 / (4 * of * of))) / (1 + z2 / of);
  return done(
    {
      share,
      low: count === 0 ? 0 : Math.max(0, middle - half),
      high: count === of ? 1 : Math.min(1, middle + half),
    },
    { interval: "Wilson", level },
  );
}
