/** Steps of the grids tried, one after another: half of a grid's points are those of the one before. */
const STEPS = [8, 16, 32, 64] as const;
/** Last coefficients above this, relative to the function, are not a tail that has died away. */
const TAIL = 1e-11;

/** The times of one count. */
interface Row {
  readonly x: number;
  /** Places of its pairs. */
  readonly place: Int32Array;
  /** Where each of its times lies between the first and the last, −1…1, in ln(shift + t). */
  readonly s: Float64Array;
  readonly middle: number;
  readonly half: number;
  /** Of {@link STEPS}: the first worth trying; as long as there are where none is. */
  step: number;
}

/**
 * Smooth functions of a count x and a time t, asked for at the same pairs again and again: a count with many times is
 * asked at a few Chebyshev points between the first and the last of them, twice as many until the coefficients have died
 * away to 10⁻¹¹ of the function, and interpolated; where they do not, and where times are few, each is asked.
 * @source Trefethen (2013), Approximation Theory and Approximation Practice, ch. 3 and 8: coefficients from values, and
 * the error of a truncated series is that of the coefficients left out.
 */
export class Along {
  readonly #x: Float64Array;
  readonly #t: Float64Array;
  readonly #shift: number;
  readonly #rows: readonly Row[];

  /** @param x counts @param t times ≥ 0, as many; pairs are distinct */
  constructor(x: Float64Array, t: Float64Array) {
    this.#x = x;
    this.#t = t;
    // What varies with t does so on the scale of t and more slowly the larger t is.
    this.#shift = t.reduce((a, b) => Math.max(a, b), 0) / 16;
    const byCount = new Map<number, number[]>();
    x.forEach((count, i) => {
      const known = byCount.get(count);
      if (known) known.push(i);
      else byCount.set(count, [i]);
    });
    this.#rows = [...byCount].map(([count, places]) => this.#row(count, Int32Array.from(places)));
  }

  #row(x: number, place: Int32Array): Row {
    const logs = Float64Array.from(place, (i) => Math.log(this.#shift + this.#t[i]!));
    const first = logs.reduce((a, b) => Math.min(a, b));
    const last = logs.reduce((a, b) => Math.max(a, b));
    const [middle, half] = [(first + last) / 2, (last - first) / 2];
    const s = logs.map((u) => Math.min(1, Math.max(-1, (u - middle) / half)));
    return { x, place, s, middle, half, step: half > 0 ? 0 : STEPS.length };
  }

  /** f at every pair, asked one by one. */
  each(f: (x: number, t: number) => number): Float64Array {
    return this.#x.map((x, i) => f(x, this.#t[i]!));
  }

  /**
   * f at every pair, interpolated where that holds.
   * @param f finite; as good as constant over a change of t by 10⁻¹⁵ of itself
   * @param logs f is a logarithm: errors of it count as they are, not relative to it
   */
  ask(f: (x: number, t: number) => number, logs = false): Float64Array {
    const out = new Float64Array(this.#x.length);
    for (const row of this.#rows) {
      const series = this.#series(row, f, logs);
      const { place, s, x } = row;
      for (let i = 0; i < place.length; i++) {
        const at = place[i]!;
        out[at] = series ? clenshaw(series, s[i]!) : f(x, this.#t[at]!);
      }
    }
    return out;
  }

  /** Chebyshev coefficients of f between a row's first and last time; null where it is to be asked. */
  #series(row: Row, f: (x: number, t: number) => number, logs: boolean): Float64Array | null {
    let values: Float64Array | null = null;
    for (; row.step < STEPS.length; row.step++) {
      const steps = STEPS[row.step]!;
      if (steps + 1 >= row.place.length) break;
      const before: Float64Array | null = values;
      values = new Float64Array(steps + 1);
      for (let j = 0; j <= steps; j++) {
        const known = before !== null && j % 2 === 0;
        values[j] = known ? before[j / 2]! : f(row.x, this.#time(row, Math.cos((Math.PI * j) / steps)));
      }
      const series = coefficients(values);
      const size = logs ? 1 : values.reduce((a, b) => Math.min(a, Math.abs(b)), Infinity);
      const tail = Math.max(...series.subarray(-3).map(Math.abs));
      if (tail <= TAIL * size) return series;
    }
    row.step = STEPS.length;
    return null;
  }

  #time({ middle, half }: Row, s: number): number {
    return Math.max(0, Math.exp(middle + half * s) - this.#shift);
  }
}

/** c_k of Σ c_k T_k(s) from values at cos(πj/N), j = 0 … N. */
function coefficients(values: Float64Array): Float64Array {
  const n = values.length - 1;
  const cosines = Float64Array.from({ length: 2 * n }, (_, j) => Math.cos((Math.PI * j) / n));
  return values.map((_, k) => {
    let sum = (values[0]! + (k % 2 ? -1 : 1) * values[n]!) / 2;
    for (let j = 1; j < n; j++) sum += values[j]! * cosines[(j * k) % (2 * n)]!;
    return (k === 0 || k === n ? 1 : 2) * (sum / n);
  });
}

/** Σ c_k T_k(s) by Clenshaw's recurrence. */
function clenshaw(series: Float64Array, s: number): number {
  let [one, two] = [0, 0];
  for (let k = series.length - 1; k > 0; k--) {
    const next = 2 * s * one - two + series[k]!;
    two = one;
    one = next;
  }
  return s * one - two + series[0]!;
}
