import { normalQuantile } from "../../../src/math/incomplete";
import { quantileSorted } from "../../../src/math/quantile";
import { random, type Random } from "../../../src/math/random";
import {
  bgNbd,
  paretoNbd,
  predictOrders,
  type Histories,
  type TransactionFit,
} from "../../../src/models/index";

/** The truth behind a simulated world: BG/NBD (r, α, a, b) or Pareto/NBD (r, α, s, β), in weeks, times not rounded. */
export interface World {
  readonly model: "bg-nbd" | "pareto-nbd";
  readonly params: readonly [number, number, number, number];
  readonly customers: number;
  /** Weeks looked ahead. */
  readonly ahead: number;
}

export const WORLDS: readonly World[] = [
  { model: "bg-nbd", params: [0.8, 6, 0.8, 2.5], customers: 1500, ahead: 30 },
  { model: "pareto-nbd", params: [0.8, 6, 0.7, 12], customers: 1500, ahead: 30 },
];

/** Histories up to T and purchases in (T, T + ahead] of customers told one by one, apart from the library's own `sample`. */
export function tell(world: World, g: Random): { data: Histories; later: Float64Array } {
  const { model, params, customers, ahead } = world;
  const [r, alpha, c, d] = params;
  const column = () => new Float64Array(customers);
  const data = { unit: "week" as const, x: column(), tx: column(), T: column() };
  const later = column();
  for (let i = 0; i < customers; i++) {
    const T = 26 + 26 * g.uniform();
    const rate = g.gamma(r) / alpha;
    const life = model === "pareto-nbd" ? g.exponential() / (g.gamma(c) / d) : Infinity;
    const leave = model === "bg-nbd" ? g.beta(c, d) : 0;
    data.T[i] = T;
    for (let t = g.exponential() / rate; t <= Math.min(T + ahead, life); t += g.exponential() / rate) {
      if (t <= T) {
        data.x[i]! += 1;
        data.tx[i] = t;
      } else later[i]! += 1;
      if (g.uniform() < leave) break;
    }
  }
  return { data, later };
}

export interface Audit {
  readonly model: string;
  readonly simulations: number;
  /** Coverage of what, at 80 and at 95 %. */
  readonly coverage: Readonly<Record<string, readonly [number, number]>>;
}

const LEVELS = [0.8, 0.95] as const;

/** Whether the truth was inside, by parameter, for E[X], for the total of 250 customers, and the share of single ones. */
export function audit(world: World, simulations: number, seed: number): Audit {
  const model = world.model === "bg-nbd" ? bgNbd : paretoNbd;
  const inside = new Map<string, [number, number]>();
  const count = (what: string, level: number, share: number) => {
    const found = inside.get(what) ?? [0, 0];
    found[level]! += share / simulations;
    inside.set(what, found);
  };
  const truth = model.load({
    ...model.fit(tell({ ...world, customers: 50 }, random(1)).data).toJSON(),
    status: "verified",
    params: Object.fromEntries(model.params.map((name, i) => [name, world.params[i]!])) as never,
  });
  for (let s = 0; s < simulations; s++) {
    const { data, later } = tell(world, random(seed, s));
    const fit: TransactionFit = model.fit(data, { starts: 2 });
    const few = 250;
    const part = { x: data.x.slice(0, few), tx: data.tx.slice(0, few), T: data.T.slice(0, few) };
    const actual = later.slice(0, few);
    const expected = truth.expectedTransactions(52);
    const draws = Float64Array.from({ length: 200 }, (_, d) =>
      fit.draw(1000 * s + d).expectedTransactions(52),
    ).sort();
    LEVELS.forEach((level, l) => {
      const z = normalQuantile((1 + level) / 2);
      model.params.forEach((name, i) => {
        const sd = Math.sqrt(fit.covariance![i * 4 + i]!);
        const off = Math.abs(Math.log(fit.params[name]! / world.params[i]!));
        count(name, l, off <= z * sd ? 1 : 0);
      });
      const [low, high] = [quantileSorted(draws, (1 - level) / 2), quantileSorted(draws, (1 + level) / 2)];
      count("E[X(52)]", l, expected >= low && expected <= high ? 1 : 0);
      const predicted = predictOrders(fit, world.ahead, part, { level, seed: s + 1, draws: 200 });
      const total = actual.reduce((a, b) => a + b, 0);
      count("total of 250", l, total >= predicted.total.low && total <= predicted.total.high ? 1 : 0);
      let held = 0;
      actual.forEach((y, i) => (held += y >= predicted.low[i]! && y <= predicted.high[i]! ? 1 : 0));
      count("one customer", l, held / few);
    });
  }
  return { model: world.model, simulations, coverage: Object.fromEntries(inside) };
}

/**
 * Kolmogorov distance from uniform of the randomised PIT of every customer's future count: the rank of what came among
 * `draws` simulated futures, ties broken at random (Czado, Gneiting & Held 2009).
 */
export function pitDistance(world: World, seed: number, draws: number): number {
  const model = world.model === "bg-nbd" ? bgNbd : paretoNbd;
  const { data, later } = tell(world, random(seed));
  const fit = model.fit(data);
  const n = data.x.length;
  const below = new Uint32Array(n);
  const equal = new Uint32Array(n);
  for (let d = 0; d < draws; d++) {
    const { counts } = fit.draw(seed + d).sample(data, world.ahead, seed + 7919 * (d + 1));
    counts.forEach((count, i) => {
      if (count < later[i]!) below[i]! += 1;
      else if (count === later[i]!) equal[i]! += 1;
    });
  }
  const g = random(seed, 1);
  const u = Float64Array.from(below, (b, i) => (b + g.uniform() * (equal[i]! + 1)) / (draws + 1)).sort();
  return u.reduce((most, value, i) => Math.max(most, (i + 1) / n - value, value - i / n), 0);
}
