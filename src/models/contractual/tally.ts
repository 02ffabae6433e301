import { atLeast, enough, every, firstFailure, sameLength, whole, steps } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { TALLY } from "./shapes";

/**
 * What a contractual likelihood needs of the data: how many left at each renewal opportunity and how many were last
 * seen still subscribed. Time is whole periods: renewal t = 1, 2, … is due after t paid periods.
 */
export interface Tally {
  /** lost[t]: customers who did not renew at opportunity t ≥ 1 (lost[0] = 0). */
  readonly lost: readonly number[];
  /** kept[n]: customers last seen after n ≥ 0 renewals, still active (censored). */
  readonly kept: readonly number[];
  /** entered[k]: customers observed only from age k on (left truncation); entered[0] carries no information. */
  readonly entered: readonly number[];
  readonly customers: number;
}

/**
 * Customers at risk at each opportunity t = 1…: entered before t, neither lost nor censored before it.
 * @source Kaplan & Meier (1958), J. American Statistical Association 53:457–481, the numbers n_t at risk.
 */
export function atRisk(tally: Tally): number[] {
  insist(tally, TALLY, "tally");
  const { lost, kept, entered } = tally;
  const length = Math.max(lost.length, kept.length);
  const risk = new Array<number>(length).fill(0);
  let present = 0;
  for (let t = 1; t < length; t++) {
    present += (entered[t - 1] ?? 0) - (kept[t - 1] ?? 0) - (lost[t - 1] ?? 0);
    risk[t] = present;
  }
  return risk;
}

/**
 * From survivor counts per cohort: rows N_0, N_1, …, N_n, each cohort censored at its own age.
 * Errors: NO_DATA without cohorts or with an empty one; OUT_OF_RANGE where survivors rise or are negative.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, survivor counts.
 */
export function tallyCohorts(cohorts: readonly (readonly number[])[]): Outcome<Tally> {
  const odd = shaped(cohorts, [["number"]], "cohorts");
  if (odd) return odd;
  const longest = cohorts.reduce((most, row) => Math.max(most, row.length), 0);
  const lost = new Array<number>(longest).fill(0);
  const kept = new Array<number>(longest).fill(0);
  let customers = 0;
  const bad = enough("cohorts", cohorts.length);
  if (bad) return bad;
  for (const [c, row] of cohorts.entries()) {
    const name = `cohorts[${c}]`;
    const wrong = firstFailure(
      enough(name, row.length),
      every(name, row, (param, value) => atLeast(param, value, 0)),
    );
    if (wrong) return wrong;
    if (row[0] === 0) return fail("NO_DATA", `${name}[0]`, 0, 1);
    for (let t = 1; t < row.length; t++) {
      const left = row[t - 1]! - row[t]!;
      if (left < 0) return fail("OUT_OF_RANGE", `${name}[${t}]`, row[t]!, row[t - 1]);
      lost[t]! += left;
    }
    kept[row.length - 1]! += row.at(-1)!;
    customers += row[0]!;
  }
  return done({ lost, kept, entered: [customers], customers }, { time: "renewal opportunities" });
}

/**
 * From one row per customer.
 * @param o.tenure whole periods: the opportunity at which the customer left, or the renewals completed so far
 * @param o.left 1 if the customer left at `tenure`, 0 if still active (censored)
 * @param o.entry age at which observation began, 0 when left out; must be below the age of leaving
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, one row per customer; left truncation
 * conditions on the age of entry.
 */
export function tallyCustomers(o: {
  readonly tenure: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly entry?: ArrayLike<number>;
}): Outcome<Tally> {
  const odd = shaped(o, { tenure: ["number"], left: ["number"], "entry?": ["number"] });
  if (odd) return odd;
  const { tenure, left, entry } = o;
  const n = tenure.length;
  const bad = firstFailure(
    enough("tenure", n),
    sameLength("left", left.length, n),
    entry ? sameLength("entry", entry.length, n) : null,
    every("tenure", tenure, (name, value) => steps(name, value)),
    entry ? every("entry", entry, whole) : null,
  );
  if (bad) return bad;
  let longest = 0;
  for (let i = 0; i < n; i++) longest = Math.max(longest, tenure[i]!);
  const lost = new Array<number>(longest + 1).fill(0);
  const kept = new Array<number>(longest + 1).fill(0);
  const entered = new Array<number>(longest + 1).fill(0);
  for (let i = 0; i < n; i++) {
    const start = entry?.[i] ?? 0;
    const gone = left[i] !== 0;
    const last = tenure[i]! - (gone ? 1 : 0);
    if (start > last) return fail("OUT_OF_RANGE", `entry[${i}]`, start, last);
    entered[start]! += 1;
    (gone ? lost : kept)[tenure[i]!]! += 1;
  }
  return done({ lost, kept, entered, customers: n }, { time: "renewal opportunities" });
}
