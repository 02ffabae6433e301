/** Seeded random numbers: xoshiro128**, and the distributions that the models draw from. */

export interface Random {
  /** 32 random bits as an unsigned integer. */
  bits(): number;
  /** Uniform on the open interval (0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Gamma with this shape and rate 1. */
  gamma(shape: number): number;
  /** Natural logarithm of a gamma variate: right even where the variate underflows (shape ≪ 1). */
  lnGammaVariate(shape: number): number;
  /** Beta(a, b). */
  beta(a: number, b: number): number;
  /** Poisson count; exact for every mean. */
  poisson(mean: number): number;
  /** Start over from another seed (and stream), as `random(seed, stream)` would. */
  reseed(seed: number, stream?: number): void;
}

/** Lanes of SplitMix32 finalisers: decorrelates neighbouring seeds. */
export function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) | 0;
}

/** Xoshiro128** (Blackman & Vigna 2021, Scrambled linear pseudorandom number generators). */
export class Xoshiro implements Random {
  /** In a typed array: engines that tag integers by a bit would box words of 32 in every field. */
  protected readonly state = new Int32Array(4);
  #spare = NaN;

  constructor(seed: number, stream: number) {
    this.reseed(seed, stream);
  }

  reseed(seed: number, stream = 0): void {
    const low = seed | 0;
    const high = Math.floor(seed / 4294967296) | 0;
    const a = mix(low ^ mix(high));
    const b = mix(a ^ (stream | 0));
    const c = mix(b ^ (Math.floor(stream / 4294967296) | 0));
    this.start(a, b, c, mix(c) | 1);
    this.#spare = NaN;
  }

  protected start(a: number, b: number, c: number, d: number): void {
    const { state } = this;
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  }

  bits(): number {
    const { state } = this;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]! ^ a;
    const d = state[3]! ^ b;
    let result = Math.imul(b, 5);
    result = Math.imul((result << 7) | (result >>> 25), 9);
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  uniform(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6) + 0.5) / 9007199254740992;
  }

  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  normal(): number {
    const spare = this.#spare;
    if (spare === spare) {
      this.#spare = NaN;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spare = v * scale;
        return u * scale;
      }
    }
  }

  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Marsaglia & Tsang (2000). */
  gamma(shape: number): number {
    if (shape < 1) return Math.exp(this.lnGammaVariate(shape));
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const cube = 1 + c * z;
      if (cube <= 0) continue;
      const v = cube * cube * cube;
      const u = this.uniform();
      const zz = z * z;
      if (u < 1 - 0.0331 * zz * zz || Math.log(u) < 0.5 * zz + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  lnGammaVariate(shape: number): number {
    if (shape >= 1) return Math.log(this.gamma(shape));
    return Math.log(this.gamma(shape + 1)) + Math.log(this.uniform()) / shape;
  }

  beta(a: number, b: number): number {
    return 1 / (1 + Math.exp(this.lnGammaVariate(b) - this.lnGammaVariate(a)));
  }

  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean < 12) {
      const limit = Math.exp(-mean);
      let product = this.uniform();
      let k = 0;
      while (product > limit) {
        product *= this.uniform();
        k++;
      }
      return k;
    }
    return this.#poissonLarge(mean);
  }

  /** Ahrens & Dieter's reduction: a gamma arrival time halves the problem without approximation. */
  #poissonLarge(mean: number): number {
    let left = mean;
    let count = 0;
    while (left >= 12) {
      const m = Math.floor((7 / 8) * left);
      const arrival = this.gamma(m);
      if (arrival > left) return count + this.#binomial(m - 1, left / arrival);
      count += m;
      left -= arrival;
    }
    return count + this.poisson(left);
  }

  /** Binomial by halving with beta order statistics. */
  #binomial(n: number, p: number): number {
    let trials = n;
    let share = p;
    let count = 0;
    while (trials > 24) {
      const i = Math.floor(trials / 2) + 1;
      const middle = this.beta(i, trials + 1 - i);
      if (middle <= share) {
        count += i;
        share = (share - middle) / (1 - middle);
        trials -= i;
      } else {
        share /= middle;
        trials = i - 1;
      }
    }
    for (let k = 0; k < trials; k++) if (this.uniform() < share) count++;
    return count;
  }
}

/**
 * A generator: equal seeds (and streams) give equal numbers on every machine.
 * @param seed any integer below 2⁵³
 * @param stream numbers independent sequences of one seed
 */
export function random(seed: number, stream = 0): Random {
  return new Xoshiro(seed, stream);
}
