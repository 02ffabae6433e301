import { above, atLeast, enough, every, finite, firstFailure, rate, sameLength } from "../fit/guard";
import { done, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { CASHES } from "./shapes";
import { type Cash, ELAPSED } from "./timing";

export interface CohortValue {
  /** Customers still active in period t = 1…n. */
  readonly active: readonly number[];
  /** Margin per active customer in period t, money. */
  readonly margin: readonly number[];
  /** Discount rate per period. */
  readonly rate: number;
  /** Customers acquired at time 0, N_0 > 0. */
  readonly acquired: number;
  /** Acquisition cost per customer, paid at time 0. */
  readonly acquisitionCost: number;
  readonly cash: Cash;
}

export interface CohortWorth {
  readonly presentValue: number;
  /** Present value − N_0·AC. */
  readonly net: number;
  /** Net per acquired customer. */
  readonly perCustomer: number;
}

/**
 * Value of a cohort from given survivors and margins: Σ_{t=1..n} N_t m_t (1+i)^{−t} − N_0·AC (cash at period ends;
 * mid and start multiply by (1+i)^{½} and (1+i)).
 * Source: the ten-year table of Kotler & Keller after Gupta & Lehmann, net 92.87 per customer.
 * @source Gupta & Lehmann (2003), J. Interactive Marketing 17(1):9–24, the value of a cohort from its survivors
 * and margins.
 */
export function cohortValue(o: CohortValue): Outcome<CohortWorth> {
  const odd = shaped(o, { active: ["number"], margin: ["number"], cash: CASHES });
  if (odd) return odd;
  const { active, margin, rate: i, acquired, acquisitionCost, cash } = o;
  const bad = firstFailure(
    enough("active", active.length),
    sameLength("margin", margin.length, active.length),
    every("active", active, (name, value) => atLeast(name, value, 0)),
    every("margin", margin, finite),
    rate("rate", i),
    above("acquired", acquired, 0),
    atLeast("acquisitionCost", acquisitionCost, 0),
  );
  if (bad) return bad;
  const presentValue = active.reduce(
    (sum, alive, index) => sum + alive * margin[index]! * (1 + i) ** -(index + ELAPSED[cash]),
    0,
  );
  const net = presentValue - acquired * acquisitionCost;
  return done({ presentValue, net, perCustomer: net / acquired }, { of: "margin", cash, rate: i });
}
