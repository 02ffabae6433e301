import { quantileSorted } from "../../math/quantile";
import { BLOCK, blocksOf, groupsOf, type ScorePart } from "./blocks";

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ScoreResult {
  readonly alive: Float64Array;
  readonly orders: Float64Array;
  readonly spend: Float64Array;
  readonly clv: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly total: Range;
  readonly ordersTotal: Range;
  /** Value of each group; empty without groups. */
  readonly groups: readonly Range[];
}

/** Shares that hold every block between them, as one: the same numbers however the blocks were shared out. */
export function joinScores(
  parts: readonly ScorePart[],
  { draws, level, group }: { draws: number; level: number; group?: Int32Array },
): ScoreResult {
  const n = parts[0]!.customers;
  const groups = groupsOf(group);
  const column = (name: "alive" | "orders" | "spend" | "clv" | "low" | "high"): Float64Array => {
    if (parts.length === 1) return parts[0]![name];
    const out = new Float64Array(n);
    for (const part of parts) {
      let at = 0;
      for (const [from, to] of blocksOf(part.share, n)) {
        out.set(part[name].subarray(at, at + to - from), from);
        at += to - from;
      }
    }
    return out;
  };
  const worth = new Float64Array(draws);
  const counts = new Float64Array(draws);
  const grouped = Array.from({ length: groups }, () => ({ value: 0, draws: new Float64Array(draws) }));
  for (let block = 0; block * BLOCK < n; block++) {
    const part = parts.find(({ share }) => block % share.of === share.index)!;
    const b = (block - part.share.index) / part.share.of;
    for (let d = 0; d < draws; d++) {
      worth[d]! += part.worth[b * draws + d]!;
      counts[d]! += part.counts[b * draws + d]!;
      for (let g = 0; g < groups; g++) grouped[g]!.draws[d]! += part.grouped[(b * groups + g) * draws + d]!;
    }
  }
  const clv = column("clv");
  const orders = column("orders");
  if (group) clv.forEach((one, i) => (grouped[group[i]!]!.value += one));
  return {
    alive: column("alive"),
    orders,
    spend: column("spend"),
    clv,
    low: column("low"),
    high: column("high"),
    total: range(sum(clv), worth, level),
    ordersTotal: range(sum(orders), counts, level),
    groups: grouped.map((one) => range(one.value, one.draws, level)),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function range(value: number, draws: Float64Array, level: number): Range {
  const sorted = draws.slice().sort();
  return {
    value,
    low: quantileSorted(sorted, (1 - level) / 2),
    high: quantileSorted(sorted, (1 + level) / 2),
  };
}
