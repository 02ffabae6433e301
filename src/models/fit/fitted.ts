import { random } from "../../math/random";
import { TenureError } from "../../terms/error";
import type { Unit } from "../../terms/unit";
import { distinctRows, pick } from "./distinct";
import { estimate, named } from "./estimate";
import type { Family } from "./family";
import { groupHistories } from "./grouped";
import { checkCount, checkFit, checkParams, checkSearch, checkSeed } from "../asked";
import { checkHistories } from "../histories";
import type { Future, Law } from "../laws/law";
import { ModelRefused } from "./refused";
import { Saved } from "./saved";
import { discountPerUnit, inUnit } from "../time";
import type {
  DiscountOptions,
  Duration,
  Histories,
  SavedFit,
  TransactionFit,
  TransactionModel,
  Who,
} from "../types";
import { parameterDraws } from "./uncertainty";

/** A fit with its predictions. Cost grows with distinct histories and distinct (x, T), not with customers. */
class Fitted<P extends string> extends Saved<P> implements TransactionFit<P> {
  readonly #family: Family<P>;
  #law: Law | null = null;

  constructor(family: Family<P>, saved: SavedFit<P>) {
    super(saved);
    this.#family = family;
  }

  get #values(): number[] {
    return this.#family.params.map((name) => this.params[name]);
  }

  #open(): Law {
    if (this.status === "refused") throw new ModelRefused(this.model, this.reasons);
    return (this.#law ??= this.#family.law(this.#values));
  }

  expectedTransactions(t: Duration): number {
    return this.#open().expected(inUnit(t, this.unit));
  }

  conditionalExpectedTransactions(t: Duration, who: Who): Float64Array {
    const law = this.#open();
    const time = inUnit(t, this.unit);
    return ifAlive(law, who, (x, T, tx) => law.ordersIfAlive(x, T, time, tx));
  }

  expectedTransactionsBetween(from: Duration, to: Duration): number {
    const law = this.#open();
    const [start, end] = between(from, to, this.unit);
    return Math.max(0, law.expected(end) - law.expected(start));
  }

  conditionalExpectedTransactionsBetween(from: Duration, to: Duration, who: Who): Float64Array {
    const law = this.#open();
    const [start, end] = between(from, to, this.unit);
    return ifAlive(law, who, (x, T, tx) =>
      Math.max(0, law.ordersIfAlive(x, T, end, tx) - law.ordersIfAlive(x, T, start, tx)),
    );
  }

  probabilityOfSilence(t: Duration, who: Who): Float64Array {
    const law = this.#open();
    const time = inUnit(t, this.unit);
    return ifAlive(law, who, (x, T, tx) => 1 - law.silence(x, T, time, tx)).map((p) => 1 - p);
  }

  interpurchaseDensity(t: Duration): number {
    return this.#open().interpurchase(inUnit(t, this.unit));
  }

  lifetimeDensity(t: Duration): number {
    return this.#open().lifetime(inUnit(t, this.unit));
  }

  probabilityAlive(who: Who, at: Duration = 0): Float64Array {
    const law = this.#open();
    const time = inUnit(at, this.unit);
    return ifAlive(law, who, time === 0 ? null : (x, T, tx) => law.survival(x, T, time, tx));
  }

  probabilityOfCount(n: number, t: Duration): number {
    checkCount(n);
    return this.#open().pmf(inUnit(t, this.unit), n + 1)[n]!;
  }

  discountedExpectedTransactions(who: Who, options: DiscountOptions): Float64Array {
    const law = this.#open();
    const { annualRate, horizon: until } = { ...options };
    const delta = discountPerUnit(annualRate, this.unit);
    const horizon = until === "infinite" ? Infinity : inUnit(until, this.unit);
    return ifAlive(law, who, (x, T, tx) => law.discountedIfAlive(x, T, delta, horizon, tx));
  }

  draw(seed: number): TransactionFit<P> {
    this.#open();
    checkSeed(seed);
    const values = parameterDraws(this.#values, this.covariance)(random(seed));
    return new Fitted(this.#family, {
      ...this.toJSON(),
      params: named(this.#family, values),
      covariance: null,
    });
  }

  /** Alive at T is drawn first; `alive` tells who is still a customer at T + t. */
  sample(who: Who, t: Duration, seed: number): { counts: Uint32Array; alive: Uint8Array } {
    const law = this.#open();
    checkSeed(seed);
    const horizon = inUnit(t, this.unit);
    const p = ifAlive(law, who, null);
    const counts = new Uint32Array(p.length);
    const alive = new Uint8Array(p.length);
    const out: Future = { count: 0, discounted: 0, alive: 0 };
    const generator = random(seed);
    for (let i = 0; i < p.length; i++) {
      generator.reseed(seed, i + 1);
      if (generator.uniform() >= p[i]!) continue;
      law.simulate(who.x[i]!, who.T[i]!, horizon, 0, generator, out, who.tx[i]);
      counts[i] = out.count;
      alive[i] = out.alive;
    }
    return { counts, alive };
  }
}

/** Two durations in order. @throws `duration.order` */
function between(from: Duration, to: Duration, unit: Unit): [number, number] {
  const [start, end] = [inUnit(from, unit), inUnit(to, unit)];
  if (start > end) throw new TenureError("duration.order", { from: start, to: end });
  return [start, end];
}

/** P(alive) · f(x, T, t_x) per row, each distinct history and each distinct (x, T) once. */
export function ifAlive(
  law: Law,
  who: Who,
  f: ((x: number, T: number, tx: number) => number) | null,
): Float64Array {
  checkHistories(who);
  const { group, row, count } = distinctRows([who.x, who.tx, who.T]);
  const few = { x: pick(who.x, row), tx: pick(who.tx, row), T: pick(who.T, row) };
  const values = law.alive(few);
  if (f) {
    const pairs = distinctRows(law.regular ? [few.x, few.T, few.tx] : [few.x, few.T]);
    const factor = Float64Array.from(pairs.row, (i) => f(few.x[i]!, few.T[i]!, few.tx[i]!));
    for (let g = 0; g < count; g++) values[g] = values[g]! * factor[pairs.group[g]!]!;
  }
  const out = new Float64Array(group.length);
  for (let i = 0; i < out.length; i++) out[i] = values[group[i]!]!;
  return out;
}

/** The public face of a family. */
export function modelOf<P extends string>(family: Family<P>): TransactionModel<P> {
  return {
    id: family.id,
    params: family.params,
    cite: family.cite,
    fit: (data, options) => new Fitted(family, estimate(family, data, checkSearch(options))),
    load(saved) {
      checkFit(saved, family.id, family.params);
      return new Fitted(family, saved);
    },
    logLikelihood(params: Readonly<Record<P, number>>, data: Histories) {
      checkParams(family.params, params);
      const n = family.params.length;
      const gradient = new Float64Array(n);
      const at = Float64Array.from(family.params, (name) => params[name]);
      const value = family.likelihood(groupHistories(data)).evaluate(at, gradient, new Float64Array(n * n));
      return { value, gradient };
    },
  };
}

/** The law of a saved fit. @throws ModelRefused, `fit.invalid`, `params.invalid` */
export function lawOf(family: Family, saved: SavedFit): Law {
  checkFit(saved, family.id, family.params);
  if (saved.status === "refused") throw new ModelRefused(saved.model, saved.reasons);
  return family.law(family.params.map((name) => saved.params[name]!));
}
