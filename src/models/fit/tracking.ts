import type { Law } from "../laws/law";
import { distinctRows, pick } from "./distinct";
import type { Grouped } from "./grouped";
import type { Residual } from "./residual";

/** Customers in equal parts by how long they have been observed. */
const GROUPS = 20;
/** Fewest purchases expected where observed and expected are compared. */
const LEAST = 5;
/** E[X(T)] is smooth: beyond so many distinct T it is interpolated between so many. */
const NODES = 256;

/**
 * Repeat purchases recorded and expected along time, twice where the data allow it: by how long customers have been
 * observed (Σx against ΣE[X(T)] in up to twenty groups of T, their variance that of x itself), and, with `bought`, by
 * period of the calendar (variance that of a count). The worse of the two counts.
 *
 * `ratio` is χ² per group, `share` the share of purchases that would have to move to another group.
 * @param bought entry k: repeat purchases of all customers in (now − k − 1, now − k], in the data's unit
 */
export function trackingOf(law: Law, data: Grouped, bought: Float64Array | null): Residual {
  const byAge = ageResidual(law, data);
  const byCalendar = bought ? calendarResidual(law, data, bought) : NOTHING;
  return byCalendar.share > byAge.share && byCalendar.ratio > byAge.ratio ? byCalendar : byAge;
}

const NOTHING: Residual = { ratio: 0, share: 0 };

function ageResidual(law: Law, data: Grouped): Residual {
  const { x, T, weight, customers } = data;
  // Sums by distinct T first: there are hundreds of them where there are a hundred thousand histories.
  const { group, row, count } = distinctRows([T]);
  const ages = pick(T, row);
  const expected = expectedBy(law, ages);
  const [size, bought, off] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < x.length; i++) {
    const [g, w] = [group[i]!, weight[i]!];
    const gap = x[i]! - expected[g]!;
    size[g] = size[g]! + w;
    bought[g] = bought[g]! + w * x[i]!;
    off[g] = off[g]! + w * gap * gap;
  }
  const order = Uint32Array.from(ages.keys()).sort((i, j) => ages[i]! - ages[j]!);
  const parts: Part[] = [];
  let [made, said, spread, people, seen] = [0, 0, 0, 0, 0];
  for (const g of order) {
    made += bought[g]!;
    said += size[g]! * expected[g]!;
    spread += off[g]!;
    people += size[g]!;
    const full = people >= customers / GROUPS && said >= LEAST;
    if (!full || customers - seen - people < customers / GROUPS) continue;
    parts.push({ made, said, variance: spread });
    seen += people;
    made = said = spread = people = 0;
  }
  if (people > 0) parts.push({ made, said, variance: spread });
  return residual(parts);
}

function calendarResidual(law: Law, { T, weight }: Grouped, bought: Float64Array): Residual {
  const { group, row } = distinctRows([T]);
  const size = new Float64Array(row.length);
  for (let i = 0; i < group.length; i++) size[group[i]!]! += weight[i]!;
  const parts: Part[] = [];
  let [made, said] = [0, 0];
  let ages = Float64Array.from(row, (i) => T[i]!);
  let before = expectedBy(law, ages);
  for (let k = 0; k < bought.length; k++) {
    ages = ages.map((age) => Math.max(0, age - 1));
    const after = expectedBy(law, ages);
    made += bought[k]!;
    said += size.reduce((sum, customers, g) => sum + customers * (before[g]! - after[g]!), 0);
    before = after;
    // The first weeks of the first customers expect next to nothing: they belong to the next.
    if (said < LEAST) continue;
    parts.push({ made, said, variance: said });
    made = said = 0;
  }
  return residual(parts);
}

interface Part {
  readonly made: number;
  readonly said: number;
  readonly variance: number;
}

function residual(parts: readonly Part[]): Residual {
  if (parts.length < 2) return NOTHING;
  let [chi, apart, all] = [0, 0, 0];
  for (const { made, said, variance } of parts) {
    chi += (made - said) ** 2 / Math.max(variance, 1e-9 + 1e-9 * said * said);
    apart += Math.abs(made - said);
    all += made;
  }
  return { ratio: chi / parts.length, share: all > 0 ? apart / 2 / all : 0 };
}

/** E[X(t)] at every entry. */
function expectedBy(law: Law, times: Float64Array): Float64Array {
  const { group, row, count } = distinctRows([times]);
  const ages = Float64Array.from(row, (i) => times[i]!);
  if (count <= NODES) {
    const known = ages.map((t) => law.expected(t));
    return times.map((_, i) => known[group[i]!]!);
  }
  const [low, high] = ages.reduce(([a, b], t) => [Math.min(a, t), Math.max(b, t)], [Infinity, 0]);
  const step = (high - low) / (NODES - 1);
  const nodes = Float64Array.from({ length: NODES }, (_, k) => law.expected(low + k * step));
  return times.map((t) => {
    const at = (t - low) / step;
    const k = Math.min(NODES - 2, Math.floor(at));
    return nodes[k]! + (at - k) * (nodes[k + 1]! - nodes[k]!);
  });
}
