import { enough, every, finite, firstFailure, probability, whole } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { CHAIN } from "./shapes";
import { type Chain, chainValue } from "./chain";

/** Pfeifer & Carraway (2000): states are recency 1…K; buy with p_i → recency 1, else i+1; after K → former. */
export interface Recency {
  /** p_1…p_K: probability of buying at each recency. */
  readonly buy: readonly number[];
  /** NC: contribution of a purchase, money, received on entering recency 1. */
  readonly contribution: number;
  /** M: cost of contacting a customer in any state, money per period. */
  readonly contact: number;
  /** Discount rate per period. */
  readonly rate: number;
}

/**
 * The chain of a recency model: R_1 = NC − M, R_i = −M. Give it to the functions of `chain.ts`.
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, the recency chain.
 */
export function recencyChain(o: Recency): Chain {
  insist(o, { buy: ["number"], contribution: "number", contact: "number", rate: "number" });
  const { buy, contribution, contact, rate } = o;
  const k = buy.length;
  return {
    transition: buy.map((p, i) => {
      const row = new Array<number>(k).fill(0);
      row[0] = p;
      if (i + 1 < k) row[i + 1] = 1 - p;
      return row;
    }),
    reward: buy.map((_, i) => (i === 0 ? contribution - contact : -contact)),
    rate,
  };
}

export interface Cutoff {
  /** Contact up to this recency, 1…K. */
  readonly recency: number;
  /** V under that policy, one value per contacted recency. */
  readonly value: readonly number[];
  /** V_1 when contact stops after recency 1, 2, …, K. */
  readonly firstByCutoff: readonly number[];
}

/**
 * How long to keep contacting: every cut-off 1…K is evaluated, the one with the largest V_1 wins (the shortest among
 * equals). In the optimum every contacted state has V ≥ 0.
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, the choice of the last recency to mail.
 */
export function bestCutoff(o: Recency): Outcome<Cutoff> {
  const bad =
    shaped(o, { buy: ["number"] }) ??
    firstFailure(
      enough("buy", o.buy.length),
      every("buy", o.buy, probability),
      finite("contribution", o.contribution),
      finite("contact", o.contact),
    );
  if (bad) return bad;
  let best: { recency: number; value: readonly number[] } | null = null;
  const firstByCutoff: number[] = [];
  for (let k = 1; k <= o.buy.length; k++) {
    const found = chainValue(recencyChain({ ...o, buy: o.buy.slice(0, k) }));
    if (!found.ok) return found;
    firstByCutoff.push(found.value[0]!);
    if (!best || found.value[0]! > best.value[0]!) best = { recency: k, value: found.value };
  }
  return done({ ...best!, firstByCutoff }, { first: "now", cash: "start", horizon: "infinite" });
}

/**
 * Howard's policy iteration over {contact, stop} in any chain: a state whose value is negative is stopped (worth 0,
 * never entered again), until none is. No step lowers a value.
 * @returns the contacted states and V (0 where stopped)
 * @source Howard (1960), Dynamic Programming and Markov Processes, policy iteration, on the chain of Pfeifer &
 * Carraway (2000), J. Interactive Marketing 14(2):43–55.
 */
export function bestPolicy(
  chain: Chain,
): Outcome<{ readonly contact: readonly boolean[]; readonly value: readonly number[] }> {
  const odd = shaped(chain, CHAIN);
  if (odd) return odd;
  const n = chain.reward.length;
  let contact = new Array<boolean>(n).fill(true);
  for (let step = 0; step <= n * n + 1; step++) {
    const keep = contact;
    const found = chainValue({
      ...chain,
      transition: chain.transition.map((row, i) => row.map((p, j) => (keep[i] && keep[j] ? p : 0))),
      reward: chain.reward.map((reward, i) => (keep[i] ? reward : 0)),
    });
    if (!found.ok) return found;
    // Contact wherever acting once and then following the present policy beats stopping.
    const next = chain.reward.map(
      (reward, i) =>
        reward + chain.transition[i]!.reduce((sum, p, j) => sum + p * found.value[j]!, 0) / (1 + chain.rate) >
        0,
    );
    if (next.every((choice, i) => choice === keep[i])) {
      return done({ contact: keep, value: found.value }, { first: "now", horizon: "infinite" });
    }
    contact = next;
  }
  return fail("NO_CONVERGENCE", "chain", n, n * n + 1);
}

/**
 * Transition rows from counts with Dirichlet smoothing: P_ij = (n_ij + α)/(n_i + Kα).
 * @param counts n × K, moves seen from state i to state j (the last column may be "former")
 * @param alpha prior count per cell ≥ 0; 0 needs every row seen
 * @source the posterior mean of Dirichlet rows; used for Pfeifer & Carraway (2000), J. Interactive Marketing
 * 14(2):43–55.
 */
export function transitionFromCounts(
  counts: readonly (readonly number[])[],
  alpha: number,
): Outcome<readonly (readonly number[])[]> {
  const bad =
    shaped(counts, [["number"]], "counts") ??
    firstFailure(
      enough("counts", counts.length),
      ...counts.map((row, i) => every(`counts[${i}]`, row, (name, value) => whole(name, value))),
      finite("alpha", alpha),
      alpha < 0 ? fail("OUT_OF_RANGE", "alpha", alpha, 0) : null,
    );
  if (bad) return bad;
  const totals = counts.map((row) => row.reduce((sum, n) => sum + n + alpha, 0));
  const empty = totals.findIndex((total) => total <= 0);
  if (empty >= 0) return fail("NO_DATA", `counts[${empty}]`, 0, 1);
  return done(
    counts.map((row, i) => row.map((n) => (n + alpha) / totals[i]!)),
    { prior: "Dirichlet", alpha },
  );
}
