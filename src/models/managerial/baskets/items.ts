import { atLeast, enough, finite, firstFailure, probability, whole } from "../../fit/guard";
import { done, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Similar {
  readonly item: string;
  /** Customers or baskets holding both. */
  readonly both: number;
  readonly similarity: number;
}

export interface ItemOptions {
  /** Items of each basket (or of each customer). */
  readonly baskets: readonly (readonly string[])[];
  /** Cosine n_AB/√(n_A n_B) or Jaccard n_AB/(n_A+n_B−n_AB) of binary vectors. */
  readonly measure: "cosine" | "jaccard";
  /** λ ≥ 0: multiplies by n_AB/(n_AB+λ), so that pairs met once or twice do not lead. */
  readonly shrinkage: number;
  /** Neighbours kept per item. */
  readonly top: number;
}

/**
 * Item–item similarity (Sarwar et al. 2001; Linden, Smith & York 2003): for each item its nearest, most similar first,
 * equals by name. Work is the sum of squared basket sizes.
 */
export function similarItems(o: ItemOptions): Outcome<ReadonlyMap<string, readonly Similar[]>> {
  const bad =
    shaped(o, { baskets: [["text"]], measure: ["cosine", "jaccard"] }) ??
    firstFailure(
      enough("baskets", o.baskets.length),
      atLeast("shrinkage", o.shrinkage, 0),
      whole("top", o.top, 1),
    );
  if (bad) return bad;
  const count = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  for (const basket of o.baskets) {
    const items = [...new Set(basket)];
    for (const a of items) {
      count.set(a, (count.get(a) ?? 0) + 1);
      const row = pairs.get(a) ?? new Map<string, number>();
      for (const b of items) if (a !== b) row.set(b, (row.get(b) ?? 0) + 1);
      pairs.set(a, row);
    }
  }
  const result = new Map<string, readonly Similar[]>();
  for (const [a, row] of pairs) {
    const nA = count.get(a)!;
    const near = [...row].map(([item, both]) => {
      const nB = count.get(item)!;
      const plain = o.measure === "cosine" ? both / Math.sqrt(nA * nB) : both / (nA + nB - both);
      return { item, both, similarity: (plain * both) / (both + o.shrinkage) };
    });
    near.sort((x, y) => y.similarity - x.similarity || (x.item < y.item ? -1 : 1));
    result.set(a, near.slice(0, o.top));
  }
  return done(result, { measure: o.measure, shrinkage: o.shrinkage, vectors: "binary" });
}

/**
 * Items for someone who holds `own`: similarity summed over what they hold, without what they hold already; where
 * nothing is similar, nothing is proposed.
 * @source Sarwar, Karypis, Konstan & Riedl (2001), item-based collaborative filtering.
 */
export function recommendItems(
  similar: ReadonlyMap<string, readonly Similar[]>,
  own: readonly string[],
  top: number,
): Outcome<readonly { readonly item: string; readonly score: number }[]> {
  const bad =
    shaped(similar, { get: "function" }, "similar") ?? shaped(own, ["text"], "own") ?? whole("top", top, 1);
  if (bad) return bad;
  const score = new Map<string, number>();
  const held = new Set(own);
  for (const item of held) {
    for (const near of similar.get(item) ?? []) {
      if (!held.has(near.item)) score.set(near.item, (score.get(near.item) ?? 0) + near.similarity);
    }
  }
  return done(
    [...score]
      .map(([item, value]) => ({ item, score: value }))
      .sort((a, b) => b.score - a.score || (a.item < b.item ? -1 : 1))
      .slice(0, top),
    { score: "sum of similarities" },
  );
}

/**
 * ΔCLV of an add-on offer: P(accept)·margin·(1−cannibalisation)·E[future orders], money.
 * @source Blattberg, Getz & Thomas (2001), Customer Equity, Harvard Business School Press, the add-on selling
 * term.
 */
export function addOnValue(o: {
  readonly accept: number;
  readonly margin: number;
  readonly cannibalisation: number;
  readonly futureOrders: number;
}): Outcome<number> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      probability("accept", o.accept),
      finite("margin", o.margin),
      probability("cannibalisation", o.cannibalisation),
      atLeast("futureOrders", o.futureOrders, 0),
    );
  return (
    bad ?? done(o.accept * o.margin * (1 - o.cannibalisation) * o.futureOrders, { of: "incremental margin" })
  );
}
