import { atLeast, enough, every, finite, firstFailure, probability, sameLength } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface ChurnOffer {
  /** p: probability of leaving without an offer. */
  readonly churn: number;
  /** s: probability that the offer saves one who would leave; from a randomised hold-out. */
  readonly save: number;
  /** V: value of a customer who stays, money. */
  readonly value: number;
  /** c: cost of an accepted offer. */
  readonly cost: number;
  /** u: acceptance among those who would have stayed anyway. */
  readonly uptake: number;
  /** f: cost of contact. */
  readonly contact: number;
}

const domain = (o: ChurnOffer) =>
  shaped(o, {}) ??
  firstFailure(
    probability("churn", o.churn),
    probability("save", o.save),
    finite("value", o.value),
    atLeast("cost", o.cost, 0),
    probability("uptake", o.uptake),
    atLeast("contact", o.contact, 0),
  );

const gain = (o: ChurnOffer): number =>
  o.churn * o.save * o.value - o.cost * (o.churn * o.save + (1 - o.churn) * o.uptake) - o.contact;

/** Expected gain of making the offer: p·s·V − c(p·s + (1−p)u) − f, money (after Neslin et al. 2006, JMR 43). */
export function offerGain(o: ChurnOffer): Outcome<number> {
  const bad = domain(o);
  return bad ?? done(gain(o), { acceptedBy: "saved and loyal" });
}

/**
 * Whom to make an offer: those with positive expected gain, largest first, not those likeliest to leave.
 * @returns indexes of the chosen, their gains, and the total
 * @source Neslin, Gupta, Kamakura, Lu & Mason (2006), J. Marketing Research 43(2):204–211.
 */
export function targetOffers(customers: readonly ChurnOffer[]): Outcome<{
  readonly chosen: readonly number[];
  readonly gains: readonly number[];
  readonly total: number;
}> {
  const bad = shaped(customers, [{}], "customers") ?? enough("customers", customers.length);
  if (bad) return bad;
  for (const [j, customer] of customers.entries()) {
    const wrong = domain(customer);
    if (wrong) return { ...wrong, param: `customers[${j}].${wrong.param}` };
  }
  const gains = customers.map(gain);
  const chosen = [...gains.keys()]
    .filter((j) => gains[j]! > 0)
    .sort((a, b) => gains[b]! - gains[a]! || a - b);
  return done(
    { chosen, gains, total: chosen.reduce((sum, j) => sum + gains[j]!, 0) },
    { order: "expected gain" },
  );
}

export interface Qini {
  /** Share targeted, 0…1, one point per customer. */
  readonly targeted: readonly number[];
  /** Incremental customers kept when the best-scored share is targeted, per customer of the trial. */
  readonly uplift: readonly number[];
  /** Area between the curve and the straight line of random targeting. */
  readonly coefficient: number;
}

/**
 * Qini curve (Radcliffe 2007) of a score on a randomised trial: kept among treated − kept among controls·(n_t/n_c),
 * cumulated from the highest score.
 * @param o.score ranking; @param o.treated 1 got the offer; @param o.kept 1 stayed
 * Errors: NO_DATA without treated or without controls.
 */
export function qini(o: {
  readonly score: ArrayLike<number>;
  readonly treated: ArrayLike<number>;
  readonly kept: ArrayLike<number>;
}): Outcome<Qini> {
  const odd = shaped(o, { score: ["number"], treated: ["number"], kept: ["number"] });
  if (odd) return odd;
  const n = o.score.length;
  const bad = firstFailure(
    enough("score", n),
    sameLength("treated", o.treated.length, n),
    sameLength("kept", o.kept.length, n),
    every("score", o.score, finite),
  );
  if (bad) return bad;
  const order = Array.from({ length: n }, (_, j) => j).sort((a, b) => o.score[b]! - o.score[a]! || a - b);
  const inTrial = [0, 0];
  const kept = [0, 0];
  const uplift = [0];
  for (const j of order) {
    const arm = o.treated[j] ? 1 : 0;
    inTrial[arm]! += 1;
    kept[arm]! += o.kept[j] ? 1 : 0;
    const without = inTrial[0]! > 0 ? (kept[0]! * inTrial[1]!) / inTrial[0]! : 0;
    uplift.push((kept[1]! - without) / n);
  }
  if (inTrial[0] === 0 || inTrial[1] === 0) return fail("NO_DATA", "treated", inTrial[1]!, 1);
  const end = uplift[n]!;
  let area = 0;
  for (let k = 1; k <= n; k++) area += (uplift[k]! + uplift[k - 1]!) / 2 / n;
  return done(
    { targeted: uplift.map((_, k) => k / n), uplift, coefficient: area - end / 2 },
    { trial: "randomised", per: "customer" },
  );
}
