import {
  enough,
  every,
  finite,
  firstFailure,
  probability,
  rate,
  stepHorizon,
  type Horizon,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { CASHES } from "./shapes";
import { type Cash, ELAPSED } from "./timing";

/**
 * Berger & Nasr (1998) case 5: customer migration. A customer silent for j periods buys with probability P_j and is
 * mailed each period until recency J; then no more.
 */
export interface Migration {
  /** P_1…P_J: probability of buying at recency j. */
  readonly buy: readonly number[];
  /** GC per purchase, money. */
  readonly contribution: number;
  /** M per mailing, money. */
  readonly mailing: number;
  /** Discount rate per period d > −1. */
  readonly rate: number;
  readonly horizon: Horizon;
  /** When in its period a mailing is paid: the paper says mid; `start` gives Pfeifer & Carraway's V_1 exactly. */
  readonly mailingAt: Cash;
}

export interface MigrationValue {
  readonly clv: number;
  /** C_0…C_n: expected purchases per acquired customer in period i; C_0 = 1. Empty for ever. */
  readonly purchases: readonly number[];
  /** A_1…A_n: expected mailings. Empty for ever. */
  readonly mailings: readonly number[];
}

/**
 * C_i = Σ_j C_{i−j} P_j Π_{k<j}(1−P_k), A_i = Σ_j C_{i−j} Π_{k<j}(1−P_k);
 * CLV = GC Σ_{i≥0} C_i(1+d)^{−i} − M Σ_{i≥1} A_i(1+d)^{−(i−1+e)}, e the elapsed part of the period when mail is paid.
 * For ever, by generating functions: w = 1/(1+d), f_j = P_jΠ(1−P_k), s_j = Π(1−P_k):
 * CLV = (GC − M w^{e−1} Σ s_j w^j)/(1 − Σ f_j w^j). Errors: DIVERGES when Σ f_j w^j ≥ 1.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 5 (migration).
 */
export function bergerNasr5(o: Migration): Outcome<MigrationValue> {
  const odd = shaped(o, { buy: ["number"], mailingAt: CASHES });
  if (odd) return odd;
  const { buy, contribution, mailing, rate: d, horizon, mailingAt } = o;
  const bad = firstFailure(
    enough("buy", buy.length),
    every("buy", buy, probability),
    finite("contribution", contribution),
    finite("mailing", mailing),
    rate("rate", d),
    stepHorizon("horizon", horizon),
  );
  if (bad) return bad;
  const silent: number[] = [];
  buy.reduce((survived, p) => (silent.push(survived), survived * (1 - p)), 1);
  const w = 1 / (1 + d);
  const e = ELAPSED[mailingAt];
  const convention = { first: "now", cash: "start", mailing: mailingAt, horizon } as const;
  if (horizon === "infinite") {
    const back = buy.reduce((sum, p, j) => sum + p * silent[j]! * w ** (j + 1), 0);
    if (back >= 1) return fail("DIVERGES", "rate", d, 0);
    const mailed = silent.reduce((sum, s, j) => sum + s * w ** (j + 1), 0);
    const clv = (contribution - mailing * w ** (e - 1) * mailed) / (1 - back);
    return done({ clv, purchases: [], mailings: [] }, convention);
  }
  const purchases = [1];
  const mailings: number[] = [];
  let clv = contribution;
  for (let i = 1; i <= horizon; i++) {
    let bought = 0;
    let mailed = 0;
    for (let j = 1; j <= Math.min(i, buy.length); j++) {
      const at = purchases[i - j]! * silent[j - 1]!;
      mailed += at;
      bought += at * buy[j - 1]!;
    }
    purchases.push(bought);
    mailings.push(mailed);
    clv += contribution * bought * w ** i - mailing * mailed * w ** (i - 1 + e);
  }
  return done({ clv, purchases, mailings }, convention);
}
