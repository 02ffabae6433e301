import { random, type Random } from "../../math/random";
import { DAYS_PER } from "../../terms/unit";
import { distinctRows } from "../fit/distinct";
import type { Family } from "../fit/family";
import { lawOf } from "../fit/fitted";
import type { Future, Law } from "../laws/law";
import type { Tracking, TrackingRequest } from "../service";
import { tell } from "./progress";
import { bandOf, WORLDS, worldsOf } from "./worlds";

/** Customers simulated per world; beyond that a sample stands for the whole, its spread scaled up. */
const MOST = 4000;

/**
 * Cumulative repeat purchases of everybody by calendar time, E_cum(t) = Σ_customers E[X(t − birth)], with bands from
 * simulated worlds (parameters, dropout and purchase times).
 */
export function trackingOf(family: Family, request: TrackingRequest): Tracking {
  const { fit, births, at, seed } = request;
  const law = lawOf(family, fit);
  const unit = DAYS_PER[fit.unit];
  const cohorts = distinctRows([births]);
  const born = Float64Array.from(cohorts.row, (i) => births[i]!);
  const size = new Float64Array(cohorts.count);
  for (const g of cohorts.group) size[g] = size[g]! + 1;
  const days = daysOf(born, at);
  const cumulative = cumulativeOf(expectedOf(law, days, unit), born, size, at);
  const m = at.length;
  const total = Array.from({ length: m }, () => new Float64Array(WORLDS));
  const steps = Array.from({ length: m }, () => new Float64Array(WORLDS));
  const n = births.length;
  const few = Math.min(n, MOST);
  const scale = Math.sqrt(n / Math.max(1, few));
  const generator = random(seed);
  worldsOf(family, fit, seed).forEach((world, d) => {
    generator.reseed(seed, -1 - d);
    // A model may let customers leave right after their first purchase.
    const stays = world.alive({ x: Float64Array.of(0), tx: Float64Array.of(0), T: Float64Array.of(0) })[0]!;
    const simulated = new Float64Array(m);
    const sampled = new Float64Array(cohorts.count);
    for (let i = 0; i < few; i++) {
      const who = few === n ? i : generator.below(n);
      const g = cohorts.group[who]!;
      sampled[g] = sampled[g]! + 1;
      if (generator.uniform() < stays) simulateOne(world, births[who]!, at, unit, generator, simulated);
    }
    for (let k = 1; k < m; k++) simulated[k] = simulated[k]! + simulated[k - 1]!;
    // Where everybody is simulated there is nothing to scale up.
    const expected = few === n ? null : expectedOf(world, days, unit);
    const all = expected ? cumulativeOf(expected, born, size, at) : simulated;
    const part = expected ? cumulativeOf(expected, born, sampled, at) : simulated;
    let before = 0;
    for (let k = 0; k < m; k++) {
      const value = all[k]! + scale * (simulated[k]! - part[k]!);
      total[k]![d] = value;
      steps[k]![d] = value - before;
      before = value;
    }
    tell(d + 1, WORLDS);
  });
  const bands = total.map(bandOf);
  const stepBands = steps.map(bandOf);
  const pick = (list: readonly [number, number][], side: 0 | 1) =>
    Float64Array.from(list, (band) => band[side]);
  return {
    cumulative,
    low: pick(bands, 0),
    high: pick(bands, 1),
    step: cumulative.map((value, k) => value - (k === 0 ? 0 : cumulative[k - 1]!)),
    stepLow: pick(stepBands, 0),
    stepHigh: pick(stepBands, 1),
  };
}

/** Days since a first purchase at which anything is asked for, ascending. */
function daysOf(born: Float64Array, at: Float64Array): Float64Array {
  const days = new Set<number>();
  for (const t of at) for (const birth of born) if (t > birth) days.add(t - birth);
  return Float64Array.from(days).sort();
}

/** E[X(days)] of a new customer at each of these days, by day. */
function expectedOf(law: Law, days: Float64Array, daysPerUnit: number): Float64Array {
  const by = new Float64Array((days.at(-1) ?? 0) + 1);
  for (const day of days) by[day] = law.expected(day / daysPerUnit);
  return by;
}

/** Σ_cohorts customers · E[X(t − birth)] at each `at` (days). */
function cumulativeOf(
  expected: Float64Array,
  born: Float64Array,
  size: Float64Array,
  at: Float64Array,
): Float64Array {
  return at.map((t) => {
    let sum = 0;
    for (let g = 0; g < born.length; g++)
      if (t > born[g]! && size[g]! > 0) sum += size[g]! * expected[t - born[g]!]!;
    return sum;
  });
}

/** Add a new customer's purchases to the steps of `at` that they fall in. */
function simulateOne(
  law: Law,
  birth: number,
  at: Float64Array,
  daysPerUnit: number,
  generator: Random,
  steps: Float64Array,
): void {
  const end = at[at.length - 1] ?? 0;
  if (end <= birth) return;
  const out: Future = {
    count: 0,
    discounted: 0,
    alive: 1,
    record(t) {
      const day = birth + t * daysPerUnit;
      let low = 0;
      let high = at.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (at[middle]! < day) low = middle + 1;
        else high = middle;
      }
      steps[low] = steps[low]! + 1;
    },
  };
  law.simulate(0, 0, (end - birth) / daysPerUnit, 0, generator, out);
}
