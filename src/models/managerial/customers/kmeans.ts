import { random, type Random } from "../../../math/random";
import { enough, every, finite, firstFailure, sameLength, whole, steps } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Clusters {
  /** Cluster of each row, 0…k−1, by falling mean of the first feature. */
  readonly label: Int32Array;
  /** k × features, in the units of the input. */
  readonly centres: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  /** Sum of squared distances within clusters, in standardised units. */
  readonly within: number;
  /** Mean silhouette −1…1 over at most 1,000 rows; null for one cluster. */
  readonly silhouette: number | null;
}

interface Run {
  readonly label: Int32Array;
  readonly within: number;
}

const distance = (a: Float64Array, i: number, b: Float64Array, j: number, d: number): number => {
  let sum = 0;
  for (let f = 0; f < d; f++) sum += (a[i * d + f]! - b[j * d + f]!) ** 2;
  return sum;
};

/** k-means++ seeding (Arthur & Vassilvitskii 2007): each next centre with probability ∝ squared distance. */
function seedCentres(points: Float64Array, n: number, d: number, k: number, source: Random): Float64Array {
  const centres = new Float64Array(k * d);
  const nearest = new Float64Array(n).fill(Infinity);
  let chosen = source.below(n);
  for (let c = 0; c < k; c++) {
    centres.set(points.subarray(chosen * d, (chosen + 1) * d), c * d);
    let total = 0;
    for (let i = 0; i < n; i++) {
      nearest[i] = Math.min(nearest[i]!, distance(points, i, centres, c, d));
      total += nearest[i]!;
    }
    let goal = source.uniform() * total;
    chosen = n - 1;
    for (let i = 0; i < n; i++) {
      goal -= nearest[i]!;
      if (goal <= 0 && nearest[i]! > 0) {
        chosen = i;
        break;
      }
    }
  }
  return centres;
}

/** Lloyd's iterations until no row moves; an emptied cluster takes the row farthest from its centre. */
function lloyd(points: Float64Array, n: number, d: number, k: number, centres: Float64Array): Run {
  const label = new Int32Array(n).fill(-1);
  for (let step = 0; step < 300; step++) {
    let moved = 0;
    let farthest = 0;
    let farthestDistance = -1;
    for (let i = 0; i < n; i++) {
      let best = 0;
      let least = Infinity;
      for (let c = 0; c < k; c++) {
        const far = distance(points, i, centres, c, d);
        if (far < least) [best, least] = [c, far];
      }
      if (label[i] !== best) moved++;
      label[i] = best;
      if (least > farthestDistance) [farthest, farthestDistance] = [i, least];
    }
    const size = new Float64Array(k);
    const sums = new Float64Array(k * d);
    for (let i = 0; i < n; i++) {
      size[label[i]!]! += 1;
      for (let f = 0; f < d; f++) sums[label[i]! * d + f]! += points[i * d + f]!;
    }
    for (let c = 0; c < k; c++) {
      for (let f = 0; f < d; f++) {
        centres[c * d + f] = size[c] ? sums[c * d + f]! / size[c]! : points[farthest * d + f]!;
      }
    }
    if (moved === 0) break;
  }
  let within = 0;
  for (let i = 0; i < n; i++) within += distance(points, i, centres, label[i]!, d);
  return { label, within };
}

/** Mean silhouette (Rousseeuw 1987) of every ⌈n/1000⌉-th row against all of those. */
function silhouetteOf(points: Float64Array, n: number, d: number, k: number, label: Int32Array): number {
  const rows: number[] = [];
  for (let i = 0; i < n; i += Math.ceil(n / 1000)) rows.push(i);
  const sizes = new Float64Array(k);
  for (const i of rows) sizes[label[i]!]! += 1;
  let sum = 0;
  for (const i of rows) {
    const mean = new Float64Array(k);
    for (const j of rows) mean[label[j]!]! += Math.sqrt(distance(points, i, points, j, d));
    const own = label[i]!;
    if (sizes[own]! < 2) continue;
    const a = mean[own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && sizes[c]!) b = Math.min(b, mean[c]! / sizes[c]!);
    if (b < Infinity && Math.max(a, b) > 0) sum += (b - a) / Math.max(a, b);
  }
  return sum / rows.length;
}

/**
 * k-means++ on z-scores of ln(1+x) (or of x), the best of several seeded restarts. The rows are sorted first, so their
 * order changes nothing.
 * @param o.features columns of equal length; ≥ 0 when `log`
 * @param o.clusters k ≥ 1, at most the number of distinct rows; @param o.restarts 20 when left out
 * Errors: NO_DATA for fewer distinct rows than clusters; OUT_OF_RANGE for a negative value under the logarithm.
 * @source Lloyd (1982); seeding: Arthur & Vassilvitskii (2007), k-means++; silhouette: Rousseeuw (1987).
 */
export function kMeans(o: {
  readonly features: readonly ArrayLike<number>[];
  readonly clusters: number;
  readonly log: boolean;
  readonly seed: number;
  readonly restarts?: number;
}): Outcome<Clusters> {
  const odd = shaped(o, { features: [["number"]], log: "flag" });
  if (odd) return odd;
  const { features, clusters: k, log, restarts = 20 } = o;
  const n = features[0]?.length ?? 0;
  const d = features.length;
  const bad = firstFailure(
    enough("features", d),
    whole("clusters", k, 1),
    steps("restarts", restarts, 1, 1000),
    whole("seed", o.seed),
    ...features.flatMap((column, f) => [
      sameLength(`features[${f}]`, column.length, n),
      every(
        `features[${f}]`,
        column,
        (name, value) =>
          finite(name, value) ?? (log && value < 0 ? fail("OUT_OF_RANGE", name, value, 0) : null),
      ),
    ]),
    enough("features[0]", n, k),
  );
  if (bad) return bad;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => {
    for (const column of features) if (column[i] !== column[j]) return column[i]! - column[j]!;
    return 0;
  });
  const distinct = order.filter(
    (i, at) => at === 0 || features.some((column) => column[i] !== column[order[at - 1]!]),
  );
  if (distinct.length < k) return fail("NO_DATA", "clusters", distinct.length, k);
  const points = new Float64Array(n * d);
  features.forEach((column, f) => {
    const values = order.map((i) => (log ? Math.log1p(column[i]!) : column[i]!));
    const mean = values.reduce((sum, value) => sum + value / n, 0);
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0));
    values.forEach((value, i) => (points[i * d + f] = sd > 0 ? (value - mean) / sd : 0));
  });
  const source = random(o.seed);
  let best: Run | null = null;
  for (let run = 0; run < restarts; run++) {
    const found = lloyd(points, n, d, k, seedCentres(points, n, d, k, source));
    if (!best || found.within < best.within) best = found;
  }
  const sorted = best!;
  const sizes = new Array<number>(k).fill(0);
  const sums = Array.from({ length: k }, () => new Array<number>(d).fill(0));
  order.forEach((row, i) => {
    sizes[sorted.label[i]!]! += 1;
    features.forEach((column, f) => (sums[sorted.label[i]!]![f]! += column[row]!));
  });
  const centre = (c: number) => sums[c]!.map((sum) => (sizes[c] ? sum / sizes[c] : 0));
  const byFirst = sizes.map((_, c) => c).sort((a, b) => centre(b)[0]! - centre(a)[0]! || a - b);
  const rank = new Int32Array(k);
  byFirst.forEach((c, place) => (rank[c] = place));
  const label = new Int32Array(n);
  order.forEach((row, i) => (label[row] = rank[sorted.label[i]!]!));
  return done(
    {
      label,
      centres: byFirst.map(centre),
      sizes: byFirst.map((c) => sizes[c]!),
      within: sorted.within,
      silhouette: k > 1 ? silhouetteOf(points, n, d, k, sorted.label) : null,
    },
    { scale: log ? "z-scored log1p" : "z-scored", seed: o.seed, restarts, order: "first feature, falling" },
  );
}

/**
 * η² = SS_between/SS_total: the share of the variance of a value (CLV, say) that a segmentation explains, 0…1.
 * @param groups any label per row
 * @source the analysis of variance: η² = SS_between/SS_total (Fisher 1925).
 */
export function betweenShare(values: ArrayLike<number>, groups: ArrayLike<number | string>): Outcome<number> {
  const odd = shaped(values, ["number"], "values") ?? shaped(groups, [], "groups");
  if (odd) return odd;
  const n = values.length;
  const bad = firstFailure(
    enough("values", n, 2),
    sameLength("groups", groups.length, n),
    every("values", values, finite),
  );
  if (bad) return bad;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const sums = new Map<number | string, { count: number; sum: number }>();
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += (values[i]! - mean) ** 2;
    const group = sums.get(groups[i]!) ?? { count: 0, sum: 0 };
    group.count += 1;
    group.sum += values[i]! - mean;
    sums.set(groups[i]!, group);
  }
  if (total === 0) return fail("NOT_IDENTIFIED", "values", 0, 0);
  let between = 0;
  for (const { count, sum } of sums.values()) between += (sum * sum) / count;
  return done(Math.min(1, between / total), { of: "variance", groups: sums.size });
}
