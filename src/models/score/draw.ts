import { Keyed } from "../../math/keyed";
import { quantilesOf } from "../../math/quantile";
import { random } from "../../math/random";
import { TenureError } from "../../terms/error";
import { distinctRows, pick } from "../fit/distinct";
import { parameterDraws } from "../fit/uncertainty";
import { drawnSpend, spendDraws } from "../gammaGamma/model";
import type { Future, Law } from "../laws/law";
import { discountPerUnit, inUnit } from "../time";
import type { Who } from "../types";
import { BLOCK, blocksOf, groupsOf, type DrawnPart, type Share } from "./blocks";
import type { ScoreOptions } from "./customers";
import type { Fates } from "./fates";

/** Worlds gone through together: their draws of one customer lie side by side in memory. */
const TOGETHER = 16;

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
  const { fit, margin, level, seed, draws, group } = options;
  const delta = discountPerUnit(options.annualRate, fit.unit);
  const horizon = options.horizon === "infinite" ? endOfTime(delta) : inUnit(options.horizon, fit.unit);
  const worlds = worldsOf(options);
  const keys = random(seed);
  const [one, two] = [0, 1].map(() => Int32Array.from({ length: draws }, () => keys.bits())) as Keys;
  const blocks = blocksOf(share, options.who.x.length);
  const groups = groupsOf(group);
  const n = who.x.length;
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const worth = new Float64Array(blocks.length * draws);
  const counts = new Float64Array(blocks.length * draws);
  const grouped = new Float64Array(blocks.length * groups * draws);
  const held = new Float32Array(Math.min(BLOCK, n) * draws);
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  const generator = new Keyed();
  fates?.until(horizon);
  let done = 0;
  blocks.forEach(([from, to], b) => {
    const size = to - from;
    // Where a law tells of one customer at a time, there is nothing to share.
    const part = worlds[0]?.law.lives ? null : distinctWho(who, done, done + size);
    for (let start = 0; start < draws; start += TOGETHER) {
      const end = Math.min(draws, start + TOGETHER);
      const known = fates?.seen(done * draws + start * size + size - 1) ? fates : null;
      const p = part && !known ? worlds.slice(start, end).map(({ law }) => law.alive(part.few)) : null;
      for (let i = 0; i < size; i++) {
        const x = who.x[done + i]!;
        const tx = who.tx[done + i]!;
        const T = who.T[done + i]!;
        const spent = who.spend[done + i]!;
        for (let d = start; d < end; d++) {
          const place = done * draws + d * size + i;
          held[i * draws + d] = 0;
          if (known?.idle(place)) continue;
          const { law, spend } = worlds[d]!;
          const u = generator.begin(one[d]!, two[d]!, from + i);
          if (!known && !(p ? u < p[d - start]![part!.group[i]!]! : law.lives!(u, x, tx, T))) {
            fates?.note(place, false, false);
            continue;
          }
          generator.go();
          law.simulate(x, T, horizon, delta, generator, out, tx);
          const { count } = out;
          fates?.note(place, true, count > 0);
          if (count === 0) continue;
          const mean = typeof spend === "number" ? spend : drawnSpend(spend, x, spent, count, generator);
          const value = margin * out.discounted * mean;
          counts[b * draws + d]! += count;
          worth[b * draws + d]! += value;
          if (group) grouped[(b * groups + group[from + i]!) * draws + d]! += value;
          held[i * draws + d] = value;
        }
      }
      options.progress?.(done * draws + end * size, n * draws);
    }
    for (let i = 0; i < size; i++) {
      const mine = held.subarray(i * draws, (i + 1) * draws);
      [low[done + i], high[done + i]] = quantilesOf(mine, (1 - level) / 2, (1 + level) / 2);
    }
    done += size;
  });
  return { low, high, worth, counts, grouped };
}

/** Two words of every world. */
type Keys = [Int32Array, Int32Array];

interface World {
  readonly law: Law;
  /** Parameters of a spend model, or the value of every purchase. */
  readonly spend: number | Readonly<Record<string, number>>;
}

/** Laws and spend models with parameters drawn from their uncertainty. */
function worldsOf({ family, fit, spend, seed, draws }: ScoreOptions): World[] {
  const money = typeof spend === "number" ? null : spendDraws(spend);
  const drawn = parameterDraws(
    family.params.map((name) => fit.params[name]!),
    fit.covariance,
  );
  return Array.from({ length: draws }, (_, d) => ({
    law: family.law(drawn(random(seed, 2 * d + 1))),
    spend: money ? money(seed, 2 * d + 2) : (spend as number),
  }));
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
