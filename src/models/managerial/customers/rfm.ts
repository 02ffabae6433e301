import { atLeast, enough, every, finite, firstFailure, sameLength, whole } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface RfmColumns {
  /** Time since the last order: less is better. */
  readonly recency: ArrayLike<number>;
  /** Number of orders. */
  readonly frequency: ArrayLike<number>;
  /** Mean or total margin (or spend), money. */
  readonly monetary: ArrayLike<number>;
}

const BEST = ["high", "low"] as const;

export interface RfmScores {
  readonly recency: Uint8Array;
  readonly frequency: Uint8Array;
  readonly monetary: Uint8Array;
  /** Largest share of customers with one and the same value, per column: above 1/scores the quantiles are uneven. */
  readonly ties: { readonly recency: number; readonly frequency: number; readonly monetary: number };
}

/**
 * Scores 1…k by rank: ⌈k·averageRank/n⌉, so that ties share one score and the order of rows means nothing.
 * @param values finite; @param best which end is best; @param scores k ≥ 2
 * @source Hughes (1994), Strategic Database Marketing, quintiles of the average rank.
 */
export function rankScores(
  values: ArrayLike<number>,
  best: "high" | "low",
  scores = 5,
): Outcome<{ readonly score: Uint8Array; readonly largestTie: number }> {
  const odd = shaped(values, ["number"], "values") ?? shaped(best, BEST, "best");
  if (odd) return odd;
  const n = values.length;
  const bad = firstFailure(
    enough("values", n),
    every("values", values, finite),
    whole("scores", scores, 2),
    scores > 255 ? fail("OUT_OF_RANGE", "scores", scores, 255) : null,
  );
  if (bad) return bad;
  const sign = best === "high" ? 1 : -1;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => sign * (values[a]! - values[b]!));
  const score = new Uint8Array(n);
  let largest = 0;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && values[order[to]!] === values[order[from]!]) to++;
    largest = Math.max(largest, to - from);
    const averageRank = (from + 1 + to) / 2;
    const given = Math.min(scores, Math.ceil((scores * averageRank) / n - 1e-12));
    for (let k = from; k < to; k++) score[order[k]!] = given;
    from = to;
  }
  return done({ score, largestTie: largest / n }, { by: "average rank", scores });
}

/**
 * Scores by fixed cut points, for data where quantiles are meaningless (most customers bought once).
 * @param cuts ascending; the score is 1 + the number of cuts reached, turned round when low is best
 * @source Hughes (1994), Strategic Database Marketing, with cut-points given by the user.
 */
export function cutScores(
  values: ArrayLike<number>,
  best: "high" | "low",
  cuts: readonly number[],
): Outcome<Uint8Array> {
  const bad =
    shaped(values, ["number"], "values") ??
    shaped(best, BEST, "best") ??
    shaped(cuts, ["number"], "cuts") ??
    firstFailure(enough("cuts", cuts.length), every("cuts", cuts, finite), every("values", values, finite));
  if (bad) return bad;
  const fall = cuts.findIndex((cut, k) => k > 0 && cut <= cuts[k - 1]!);
  if (fall > 0) return fail("OUT_OF_RANGE", `cuts[${fall}]`, cuts[fall]!, cuts[fall - 1]);
  return done(
    Uint8Array.from(values as Iterable<number> & ArrayLike<number>, (value) => {
      const reached = cuts.filter((cut) => value >= cut).length;
      return best === "high" ? 1 + reached : 1 + cuts.length - reached;
    }),
    { by: "cut points", scores: cuts.length + 1 },
  );
}

/**
 * RFM scores 1…k (5 is usual), each by {@link rankScores}.
 * @source Hughes (1994), Strategic Database Marketing.
 */
export function rfmScores(columns: RfmColumns, scores = 5): Outcome<RfmScores> {
  const odd = shaped(columns, { recency: ["number"], frequency: ["number"], monetary: ["number"] });
  if (odd) return odd;
  const n = columns.recency.length;
  const bad = firstFailure(
    sameLength("frequency", columns.frequency.length, n),
    sameLength("monetary", columns.monetary.length, n),
    every("frequency", columns.frequency, (name, value) => atLeast(name, value, 0)),
  );
  if (bad) return bad;
  const recency = rankScores(columns.recency, "low", scores);
  const frequency = rankScores(columns.frequency, "high", scores);
  const monetary = rankScores(columns.monetary, "high", scores);
  if (!recency.ok) return recency;
  if (!frequency.ok) return frequency;
  if (!monetary.ok) return monetary;
  return done(
    {
      recency: recency.value.score,
      frequency: frequency.value.score,
      monetary: monetary.value.score,
      ties: {
        recency: recency.value.largestTie,
        frequency: frequency.value.largestTie,
        monetary: monetary.value.largestTie,
      },
    },
    { by: "average rank", scores },
  );
}

/** The usual eleven names, as codes; a preset of marketing practice, not a finding. */
export type RfmSegment =
  | "champions"
  | "loyal"
  | "potential-loyal"
  | "new"
  | "promising"
  | "need-attention"
  | "about-to-sleep"
  | "at-risk"
  | "cannot-lose"
  | "hibernating"
  | "lost";

/** Segment by recency score (rows 5…1) and the mean of frequency and monetary score, rounded (columns 1…5). */
const GRID: Readonly<Record<number, readonly RfmSegment[]>> = {
  5: ["new", "potential-loyal", "potential-loyal", "champions", "champions"],
  4: ["promising", "potential-loyal", "potential-loyal", "loyal", "champions"],
  3: ["about-to-sleep", "about-to-sleep", "need-attention", "loyal", "loyal"],
  2: ["hibernating", "hibernating", "at-risk", "at-risk", "cannot-lose"],
  1: ["lost", "lost", "at-risk", "cannot-lose", "cannot-lose"],
};

/**
 * Name of a cell; scores 1…5. Every cell has exactly one.
 * @source Hughes (1994), Strategic Database Marketing, named cells.
 */
export function rfmSegment(recency: number, frequency: number, monetary: number): Outcome<RfmSegment> {
  for (const [name, score] of Object.entries({ recency, frequency, monetary })) {
    const bad = whole(name, score, 1) ?? (score > 5 ? fail("OUT_OF_RANGE", name, score, 5) : null);
    if (bad) return bad;
  }
  return done(GRID[recency]![Math.round((frequency + monetary) / 2) - 1]!, { preset: "eleven segments" });
}
