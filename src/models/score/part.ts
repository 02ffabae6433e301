import { quantileSorted } from "../../math/quantile";
import { random } from "../../math/random";
import { TenureError } from "../../terms/error";
import { distinctRows, pick } from "../fit/distinct";
import { parameterDraws } from "../fit/uncertainty";
import { drawnSpend, spendDraws } from "../gammaGamma/model";
import type { Future } from "../laws/law";
import { checkMoney } from "./money";
import { BLOCK, blocksOf, groupsOf, type DrawnPart, type ScorePart, type Share } from "./blocks";
import type { Fates } from "./fates";
import type { ScoreOptions } from "./customers";
import { discountPerUnit, inUnit } from "../time";
import type { DiscountOptions, Who } from "../types";
import { valuation, type Valuation } from "./valuation";

/** What a reader moves while customers and fits stay. */
export type ScoreTerms = DiscountOptions & { readonly margin: number };

/**
 * The customers of a share: expectations from the fit, intervals from its worlds.
 * @throws as {@link scoreCustomers}
 */
export function scorePart(options: ScoreOptions, share: Share): ScorePart {
  checkMoney(options);
  const who = shareOf(options.who, share);
  const valued = valuation({ transactions: options.fit, spend: options.spend, who });
  return partOf(valued, options, share, drawPart(options, who, share));
}

/** What was expected of a share under its terms, beside what was drawn. */
export function partOf(
  valued: Valuation,
  options: ScoreTerms & Pick<ScoreOptions, "who">,
  share: Share,
  drawn: DrawnPart,
): ScorePart {
  const { clv, orders } = valued.at(options);
  const { alive, purchase } = valued;
  return { share, customers: options.who.x.length, alive, orders, spend: purchase, clv, ...drawn };
}

/** The customers of a share, side by side. */
export const shareOf = (who: ScoreOptions["who"], share: Share): typeof who =>
  picked(who, blocksOf(share, who.x.length));

/** A law at drawn parameters with what it tabulates, in bytes. */
const WORLD = 4096;

/** What one world more takes of memory: its law, a value of each customer of a block, and two sums of every block. */
export const bytesPerDraw = (customers: number): number =>
  WORLD + 4 * Math.min(BLOCK, customers) + 16 * Math.ceil(customers / BLOCK);

/**
 * The worlds of the customers of a share, `who`. Random numbers are keyed by (seed, world, customer), so that terms
 * differ by nothing but themselves.
 * @param fates of these customers in these worlds: what an earlier look at other terms has found out, and will be told
 * @throws as {@link scoreCustomers}
 */
export function drawPart(
  options: ScoreOptions,
  who: ScoreOptions["who"],
  share: Share,
  fates: Fates | null = null,
): DrawnPart {
  const { family, fit, spend, margin, level, seed, draws, group } = options;
  const delta = discountPerUnit(options.annualRate, fit.unit);
  const horizon = options.horizon === "infinite" ? Infinity : inUnit(options.horizon, fit.unit);
  const blocks = blocksOf(share, options.who.x.length);
  const means = typeof spend === "number" ? null : spendDraws(spend);
  const worlds = Array.from({ length: draws }, (_, d) => {
    const values = family.params.map((name) => fit.params[name]!);
    const params = parameterDraws(values, fit.covariance)(random(seed, 2 * d + 1));
    return { law: family.law(params), spend: means ? means(seed, 2 * d + 2) : null };
  });
  const simulated = horizon === Infinity ? endOfTime(delta) : horizon;
  const groups = groupsOf(group);
  const n = who.x.length;
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const worth = new Float64Array(blocks.length * draws);
  const counts = new Float64Array(blocks.length * draws);
  const grouped = new Float64Array(blocks.length * groups * draws);
  const held = new Float32Array(Math.min(BLOCK, n) * draws);
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  const generator = random(seed);
  fates?.until(simulated);
  let done = 0;
  blocks.forEach(([from, to], b) => {
    const size = to - from;
    const part = distinctWho(who, done, done + size);
    for (let d = 0; d < draws; d++) {
      const world = worlds[d]!;
      const first = done * draws + d * size;
      const known = fates?.seen(first + size - 1) ? fates : null;
      const p = known ? null : world.law.alive(part.few);
      let total = 0;
      let count = 0;
      for (let i = 0; i < size; i++) {
        held[i * draws + d] = 0;
        if (known?.idle(first + i)) continue;
        generator.reseed(seed + d, from + i + 3);
        let one = 0;
        const u = generator.uniform();
        const alive = p === null || u < p[part.group[i]!]!;
        out.count = 0;
        if (alive) {
          const at = done + i;
          world.law.simulate(who.x[at]!, who.T[at]!, simulated, delta, generator, out, who.tx[at]);
          if (out.count > 0) {
            count += out.count;
            const mean = world.spend
              ? drawnSpend(world.spend, who.x[at]!, who.spend[at]!, out.count, generator)
              : (spend as number);
            one = margin * out.discounted * mean;
          }
        }
        fates?.note(first + i, alive, out.count > 0);
        total += one;
        if (group) grouped[(b * groups + group[from + i]!) * draws + d]! += one;
        held[i * draws + d] = one;
      }
      worth[b * draws + d] = total;
      counts[b * draws + d] = count;
      options.progress?.(done * draws + (d + 1) * size, n * draws);
    }
    for (let i = 0; i < size; i++) {
      const mine = held.subarray(i * draws, (i + 1) * draws).sort();
      low[done + i] = quantileSorted(mine, (1 - level) / 2);
      high[done + i] = quantileSorted(mine, (1 + level) / 2);
    }
    done += size;
  });
  return { low, high, worth, counts, grouped };
}

/** The customers of some blocks, side by side. */
function picked(who: ScoreOptions["who"], blocks: readonly (readonly [number, number])[]): typeof who {
  const beside = (column: Float64Array): Float64Array => {
    const out = new Float64Array(blocks.reduce((sum, [from, to]) => sum + to - from, 0));
    let at = 0;
    for (const [from, to] of blocks) {
      out.set(column.subarray(from, to), at);
      at += to - from;
    }
    return out;
  };
  return { x: beside(who.x), tx: beside(who.tx), T: beside(who.T), spend: beside(who.spend) };
}

/** Distinct histories of a slice of customers. */
function distinctWho(who: Who, from: number, to: number): { readonly few: Who; readonly group: Int32Array } {
  const x = who.x.subarray(from, to);
  const tx = who.tx.subarray(from, to);
  const T = who.T.subarray(from, to);
  const { group, row } = distinctRows([x, tx, T]);
  return { few: { x: pick(x, row), tx: pick(tx, row), T: pick(T, row) }, group };
}

/** Where discounting has left a millionth. @throws `model.diverges` without discounting */
function endOfTime(delta: number): number {
  if (delta > 0) return 14 / delta;
  throw new TenureError("model.diverges", { delta });
}
