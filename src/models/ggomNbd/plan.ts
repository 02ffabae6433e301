import { distinctRows } from "../fit/distinct";
import type { Who } from "../types";

/** The times at which integrals over customers of one x begin, latest first; place in the tables of each, or −1. */
export interface Line {
  readonly x: number;
  readonly times: Float64Array;
  readonly end: Int32Array;
  readonly last: Int32Array;
}

/** Which integrals a set of histories needs: one per distinct (x, T) and one per distinct (x, t_x). */
export interface Plan {
  readonly longest: number;
  readonly lines: readonly Line[];
  /** Place of each history in the two tables, and their lengths. */
  readonly end: Int32Array;
  readonly last: Int32Array;
  readonly ends: number;
  readonly lasts: number;
}

const plans = new WeakMap<Who, Plan>();

/** Made once for histories that many parameters look at. */
export function planOf(who: Who): Plan {
  let plan = plans.get(who);
  if (!plan) plans.set(who, (plan = makePlan(who)));
  return plan;
}

function makePlan({ x, tx, T }: Who): Plan {
  const ends = distinctRows([x, T]);
  const lasts = distinctRows([x, tx]);
  const byCount = new Map<number, Map<number, [end: number, last: number]>>();
  const note = (row: Int32Array, time: Float64Array, which: 0 | 1) => {
    row.forEach((i, place) => {
      let times = byCount.get(x[i]!);
      if (!times) byCount.set(x[i]!, (times = new Map<number, [number, number]>()));
      let pair = times.get(time[i]!);
      if (!pair) times.set(time[i]!, (pair = [-1, -1]));
      pair[which] = place;
    });
  };
  note(ends.row, T, 0);
  note(lasts.row, tx, 1);
  const lines = [...byCount].map(([count, found]): Line => {
    const times = Float64Array.from(found.keys()).sort().reverse();
    return {
      x: count,
      times,
      end: Int32Array.from(times, (t) => found.get(t)![0]),
      last: Int32Array.from(times, (t) => found.get(t)![1]),
    };
  });
  return {
    longest: T.reduce((a, b) => Math.max(a, b), 0),
    lines,
    end: ends.group,
    last: lasts.group,
    ends: ends.count,
    lasts: lasts.count,
  };
}
