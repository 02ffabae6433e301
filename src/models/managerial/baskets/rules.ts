import { enough, firstFailure, whole, within } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { falseDiscovery, fisherTail } from "../experiments/fisher";

export interface RuleMeasures {
  /** Baskets holding both sides. */
  readonly count: number;
  /** s(A∪B). */
  readonly support: number;
  /** s(A∪B)/s(A). */
  readonly confidence: number;
  /** confidence/s(B), symmetric; 1 when independent. */
  readonly lift: number;
  /** s(AB) − s(A)s(B). */
  readonly leverage: number;
  /** (1−s(B))/(1−confidence); null when confidence is 1 (infinite). */
  readonly conviction: number | null;
}

export interface Rule extends RuleMeasures {
  readonly if: readonly string[];
  readonly then: readonly string[];
  /** Fisher's exact one-sided p-value, and Benjamini–Hochberg over all rules returned. */
  readonly p: number;
  readonly q: number;
}

/**
 * Measures of one rule from counts (Agrawal, Imieliński & Swami 1993; Brin et al. 1997).
 * @param both, left, right baskets holding both sides, the left, the right; @param baskets all, > 0
 */
export function ruleMeasures(
  both: number,
  left: number,
  right: number,
  baskets: number,
): Outcome<RuleMeasures> {
  const odd = shaped({ both, left, right, baskets }, { "*": "number" });
  if (odd) return odd;
  const bad = firstFailure(
    whole("baskets", baskets, 1),
    within("left", left, 1, baskets),
    within("right", right, 1, baskets),
    within("both", both, Math.max(0, left + right - baskets), Math.min(left, right)),
  );
  if (bad) return bad;
  const confidence = both / left;
  const share = right / baskets;
  return done(
    {
      count: both,
      support: both / baskets,
      confidence,
      lift: (both * baskets) / (left * right),
      leverage: both / baskets - (left / baskets) * share,
      conviction: both === left ? null : (1 - share) / (1 - confidence),
    },
    { baskets },
  );
}

function intersect(a: readonly number[], b: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      out.push(a[i]!);
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return out;
}

const key = (items: readonly string[]) => items.join("\u0000");

/** Every set of up to `size` items in at least `least` baskets, by depth-first intersection of basket lists (Eclat, Zaki 2000). */
function frequentSets(
  lists: ReadonlyMap<string, number[]>,
  least: number,
  size: number,
): Map<string, { items: string[]; count: number }> {
  const found = new Map<string, { items: string[]; count: number }>();
  const grow = (items: string[], rest: readonly [string, number[]][]) => {
    rest.forEach(([item, list], at) => {
      const set = [...items, item];
      found.set(key(set), { items: set, count: list.length });
      if (set.length === size) return;
      const next = rest
        .slice(at + 1)
        .map(([other, baskets]): [string, number[]] => [other, intersect(list, baskets)])
        .filter(([, both]) => both.length >= least);
      if (next.length) grow(set, next);
    });
  };
  const single = [...lists].filter(([, list]) => list.length >= least).sort(([a], [b]) => (a < b ? -1 : 1));
  grow([], single);
  return found;
}

/**
 * Association rules with one item on the right, by falling lift. An item counts once per basket.
 * @param o.baskets items of each basket
 * @param o.minCount baskets a rule must be seen in ≥ 1; @param o.minConfidence 0…1; @param o.maxItems 2…5, both sides
 * Lift above 1 is not profit: margins and what would have been bought anyway decide.
 * @source Agrawal, Imieliński & Swami (1993), SIGMOD Record 22(2):207–216; lift and conviction: Brin, Motwani,
 * Ullman & Tsur (1997).
 */
export function associationRules(o: {
  readonly baskets: readonly (readonly string[])[];
  readonly minCount: number;
  readonly minConfidence: number;
  readonly maxItems?: number;
}): Outcome<readonly Rule[]> {
  const odd = shaped(o, { baskets: [["text"]] });
  if (odd) return odd;
  const { baskets, minCount, minConfidence, maxItems = 3 } = o;
  const bad = firstFailure(
    enough("baskets", baskets.length),
    whole("minCount", minCount, 1),
    within("minConfidence", minConfidence, 0, 1),
    whole("maxItems", maxItems, 2),
    maxItems > 5 ? fail("OUT_OF_RANGE", "maxItems", maxItems, 5) : null,
  );
  if (bad) return bad;
  const lists = new Map<string, number[]>();
  baskets.forEach((basket, b) => {
    for (const item of new Set(basket)) {
      const list = lists.get(item) ?? [];
      list.push(b);
      lists.set(item, list);
    }
  });
  const sets = frequentSets(lists, minCount, maxItems);
  const rules: Omit<Rule, "q">[] = [];
  for (const { items, count } of sets.values()) {
    if (items.length < 2) continue;
    for (const [at, item] of items.entries()) {
      const left = items.filter((_, i) => i !== at);
      const leftCount = sets.get(key(left))!.count;
      const rightCount = lists.get(item)!.length;
      const measures = ruleMeasures(count, leftCount, rightCount, baskets.length);
      if (!measures.ok) return measures;
      if (measures.value.confidence < minConfidence) continue;
      const p = fisherTail(count, leftCount, rightCount, baskets.length);
      rules.push({ if: left, then: [item], ...measures.value, p });
    }
  }
  const q = falseDiscovery(rules.map((rule) => rule.p));
  return done(
    rules
      .map((rule, i) => ({ ...rule, q: q[i]! }))
      .sort(
        (a, b) =>
          b.lift - a.lift ||
          b.count - a.count ||
          (key(a.if) + key(a.then) < key(b.if) + key(b.then) ? -1 : 1),
      ),
    { right: "one item", test: "Fisher, one-sided", correction: "Benjamini–Hochberg" },
  );
}
