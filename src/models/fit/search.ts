import { inLogs, maximise, type Maximum, type Smooth, type Step } from "../../math/maximise";
import type { FitOptions } from "../types";
import type { Family } from "./family";
import type { Grouped } from "./grouped";
import { ASTRAY, partOf } from "./part";
import { RULES } from "./status";

/** Above this many distinct histories searches run on a part of them and are polished on all. */
const MANY = 20_000;
/** ln of dropout parameters beyond which a step that gains next to nothing is not taken: all leave alike. */
const FAR = Math.log(1e6);

/** A search is known to end at a maximum when its next step promises less than this, and that maximum, to this. */
const SAME = { gain: 0.1, value: 0.01, move: 0.1 } as const;

/**
 * Whether a search is one step from a maximum that another has reached: all around it the likelihood bends downwards,
 * and the top of the bowl it sees is that maximum in height and in place.
 */
function bound(value: number, at: Float64Array, { gain, move, plain }: Step, top: Maximum): boolean {
  return (
    plain &&
    top.converged &&
    gain < SAME.gain &&
    Math.abs(value + gain - top.value) < SAME.value &&
    at.every((here, i) => Math.abs(here + move[i]! - top.at[i]!) < SAME.move)
  );
}

/** The same data without dropout: the value there, and whether a search that reached a point is bound for it. */
export interface Limit {
  readonly value: number;
  reached(value: number, at: Float64Array): boolean;
}

/** Logarithms of the most and the least that parameters may be. */
interface Bounds {
  readonly most: readonly number[];
  readonly least: readonly number[];
}

export function boundsOf<P extends string>(
  { params, most, least }: Family<P>,
  data: Grouped,
  meanT: number,
): Bounds {
  return {
    most: params.map((name) => (name === most?.param ? Math.log(most.at(data)) : Infinity)),
    least: params.map((name) => (name === least?.param ? Math.log(least.share * meanT) : -Infinity)),
  };
}

/** Parameters that a search ended with at their most or least. */
export function heldAt<P extends string>(
  { params }: Family<P>,
  { most, least }: Bounds,
  { at }: Maximum,
): P[] {
  return params.filter((_, i) => at[i]! >= most[i]! || at[i]! <= least[i]!);
}

/** Every start's maximum on all the data. */
export function maximiseAll<P extends string>(
  family: Family<P>,
  full: Smooth,
  data: Grouped,
  starts: readonly (readonly number[])[],
  options: FitOptions,
  limit: Limit,
  bounds: Bounds,
): Maximum[] {
  const limits = {
    ...(options.maxIterations ? { maxIterations: options.maxIterations } : {}),
    ...(family.reach ? { reach: family.reach } : {}),
    ...(family.most || family.least ? bounds : {}),
  };
  /** The maximum of `f` from a start, or that of `others` which the search is about to reach too. */
  const run = (f: Smooth, at: ArrayLike<number>, others: readonly Maximum[] = []): Maximum => {
    let same: Maximum | undefined;
    // Without dropout in the data the likelihood climbs for ever towards that of the NBD: near enough is there.
    const close = (value: number) => Math.abs(value - limit.value) < 20 * RULES.none;
    const stop = (value: number, gain: number, here: Float64Array, step: Step) =>
      (options.signal?.aborted ?? false) ||
      (same = others.find((top) => bound(value, here, step, top))) !== undefined ||
      (gain < RULES.none / 5 && alike(here)) ||
      (f === full &&
        ((gain < RULES.none && close(value) && value < limit.value + RULES.none) ||
          limit.reached(value, here)));
    const found = maximise(f, at, { ...limits, stop });
    return same ?? found;
  };
  const common = family.dropout?.common.map((name) => family.params.indexOf(name)) ?? [];
  const alike = (at: Float64Array) => common.length > 0 && common.every((i) => at[i]! > FAR);
  const logs = starts.map((start) => start.map(Math.log));
  if (data.n <= MANY) {
    const found: Maximum[] = [];
    for (const start of logs) {
      // Two different starts that both end where nobody leaves settle it.
      if (found.length === 2 && found.every(({ value }) => value < limit.value + RULES.none)) break;
      // And so do two on the way to where all leave alike.
      const [one, two] = found;
      const same = found.length === 2 && Math.abs(one!.value - two!.value) < RULES.agree;
      if (same && found.every(({ at }) => alike(at))) break;
      found.push(run(full, start, found));
    }
    return found;
  }
  const part = inLogs(family.likelihood(partOf(data)));
  const polished: Maximum[] = [];
  const roughs: Maximum[] = [];
  return logs.map((start) => {
    const rough = run(part, start, roughs);
    roughs.push(rough);
    const near = polished.find(({ at }) => at.every((value, i) => Math.abs(value - rough.at[i]!) < 0.5));
    if (near) return near;
    const sound = rough.at.every((value, i) => Math.abs(value - start[i]!) < ASTRAY);
    const maximum = run(full, sound ? rough.at : start);
    polished.push(maximum);
    return maximum;
  });
}
