import { enough, firstFailure, whole } from "../../fit/guard";
import { done, type Outcome } from "../../fit/outcome";
import { insist, shaped } from "../../fit/shape";

export type NextMethod = "popular" | "personal" | "markov";

const METHODS = ["popular", "personal", "markov"] as const satisfies readonly NextMethod[];

/** One customer's baskets, oldest first. */
export type Baskets = readonly (readonly string[])[];

export interface NextModel {
  /** Best first, equals by name. */
  predict(own: Baskets, top: number): readonly string[];
}

/**
 * What a customer buys next, three ways: what most buy (`popular`), what it has bought most often itself (`personal`),
 * and what followed its last basket's items in other baskets (`markov`, item to item, Rendle et al. 2010 without
 * factors). Ties and gaps are filled by popularity, so there are always `top` items where the shop has so many.
 */
export function nextBasketModel(customers: readonly Baskets[], method: NextMethod): NextModel {
  insist(customers, [[["text"]]], "customers");
  insist(method, METHODS, "method");
  const popular = new Map<string, number>();
  const follows = new Map<string, Map<string, number>>();
  for (const baskets of customers) {
    baskets.forEach((basket, t) => {
      for (const item of new Set(basket)) {
        popular.set(item, (popular.get(item) ?? 0) + 1);
        if (method !== "markov") continue;
        const row = follows.get(item) ?? new Map<string, number>();
        for (const next of new Set(baskets[t + 1] ?? [])) row.set(next, (row.get(next) ?? 0) + 1);
        follows.set(item, row);
      }
    });
  }
  const most = Math.max(1, ...popular.values());
  return {
    predict(own, top) {
      const score = new Map<string, number>();
      const add = (item: string, value: number) => score.set(item, (score.get(item) ?? 0) + value);
      if (method === "personal") for (const basket of own) for (const item of new Set(basket)) add(item, 1);
      if (method === "markov")
        for (const item of new Set(own.at(-1) ?? [])) {
          const row = follows.get(item);
          const met = popular.get(item) ?? 1;
          for (const [next, count] of row ?? []) add(next, count / met);
        }
      // Popularity breaks ties and never overturns a difference.
      for (const [item, count] of popular) add(item, (count / most) * 1e-6);
      return [...score]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, top)
        .map(([item]) => item);
    },
  };
}

export interface NextScore {
  readonly method: NextMethod;
  /** Share of customers of whose last basket at least one item was among the k proposed. */
  readonly hit: number;
  /** Mean share of the last basket that was among them. */
  readonly recall: number;
}

/**
 * Each customer's last basket is held out, the rest teaches, and the three methods propose k items each.
 * Errors: NO_DATA without a customer of two baskets.
 * @source hit rate and recall on held-out last baskets against popularity.
 */
export function compareNextBasket(o: {
  readonly customers: readonly Baskets[];
  readonly top: number;
}): Outcome<readonly NextScore[]> {
  const odd = shaped(o, { customers: [[["text"]]] });
  if (odd) return odd;
  const told = o.customers.filter((baskets) => baskets.length > 1 && baskets.at(-1)!.length > 0);
  const bad = firstFailure(whole("top", o.top, 1), enough("customers", told.length));
  if (bad) return bad;
  const before = o.customers.map((baskets) => (baskets.length > 1 ? baskets.slice(0, -1) : baskets));
  const scores = METHODS.map((method): NextScore => {
    const model = nextBasketModel(before, method);
    let hit = 0;
    let recall = 0;
    for (const baskets of told) {
      const proposed = new Set(model.predict(baskets.slice(0, -1), o.top));
      const last = new Set(baskets.at(-1));
      const found = [...last].filter((item) => proposed.has(item)).length;
      hit += found > 0 ? 1 : 0;
      recall += found / last.size;
    }
    return { method, hit: hit / told.length, recall: recall / told.length };
  });
  return done(scores, { top: o.top, heldOut: "last basket", customers: told.length });
}
