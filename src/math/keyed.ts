import { mix, Xoshiro } from "./random";

/** Layers of equal area. */
const LAYERS = 256;

/** Right ends of the layers under a falling density, widest first, and the density there. */
interface Ziggurat {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** @param tail where the lowest layer's tail begins @param area of a layer, the tail counted with the lowest */
function layersUnder(
  density: (x: number) => number,
  inverse: (y: number) => number,
  tail: number,
  area: number,
): Ziggurat {
  const x = new Float64Array(LAYERS + 1);
  x[0] = area / density(tail);
  x[1] = tail;
  for (let i = 2; i < LAYERS; i++) x[i] = inverse(area / x[i - 1]! + density(x[i - 1]!));
  return { x, y: x.map(density) };
}

const NORMAL_TAIL = 3.654152885361009;
const EXPONENTIAL_TAIL = 7.69711747013105;
const NORMAL = /* @__PURE__ */ layersUnder(
  (x) => Math.exp((-x * x) / 2),
  (y) => Math.sqrt(-2 * Math.log(y)),
  NORMAL_TAIL,
  0.004928673233992336,
);
const EXPONENTIAL = /* @__PURE__ */ layersUnder(
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
  EXPONENTIAL_TAIL,
  0.003949659822581557,
);

/**
 * Random numbers by key, for tens of millions of short sequences: the first number of a sequence costs one finaliser, a
 * sequence whose first number says all is left there. Normal and exponential numbers come from a ziggurat, with bits of
 * their own for the layer.
 * @source Marsaglia & Tsang (2000), The ziggurat method, J. Statistical Software 5(8); Doornik (2005) on the layer's bits.
 */
export class Keyed extends Xoshiro {
  constructor() {
    super(0, 0);
  }

  /** Begin sequence `i` of a key of two words, and give its first number: uniform on (0, 1), 32 bits. */
  begin(one: number, two: number, i: number): number {
    const first = mix(one ^ i);
    this.state[0] = first;
    this.state[1] = two;
    return ((first >>> 0) + 0.5) / 4294967296;
  }

  /** All other numbers of the sequence begun come after this. */
  go(): void {
    const b = mix(this.state[0]! ^ this.state[1]!);
    this.start(mix(b ^ 0x3c6ef372), b, mix(b ^ 0x5851f42d), b | 1);
  }

  /** Uniform on (0, 1), 32 bits. */
  override uniform(): number {
    return (this.bits() + 0.5) / 4294967296;
  }

  override normal(): number {
    const { x, y } = NORMAL;
    for (;;) {
      const word = this.bits();
      const i = word & (LAYERS - 1);
      const at = ((word >>> 9) + 0.5) * (x[i]! / 8388608);
      const sign = word & LAYERS ? 1 : -1;
      if (at < x[i + 1]!) return sign * at;
      if (i === 0) return sign * this.#tail();
      if (y[i]! + this.uniform() * (y[i + 1]! - y[i]!) < Math.exp((-at * at) / 2)) return sign * at;
    }
  }

  /** Normal beyond the last layer (Marsaglia 1964). */
  #tail(): number {
    for (;;) {
      const beyond = this.exponential() / NORMAL_TAIL;
      if (2 * this.exponential() > beyond * beyond) return NORMAL_TAIL + beyond;
    }
  }

  override exponential(): number {
    const { x, y } = EXPONENTIAL;
    let from = 0;
    for (;;) {
      const word = this.bits();
      const i = word & (LAYERS - 1);
      const at = ((word >>> 8) + 0.5) * (x[i]! / 16777216);
      if (at < x[i + 1]!) return from + at;
      // Who has come as far as the tail has as far to go as anybody.
      if (i === 0) from += EXPONENTIAL_TAIL;
      else if (y[i]! + this.uniform() * (y[i + 1]! - y[i]!) < Math.exp(-at)) return from + at;
    }
  }

  /**
   * Written out and not inherited: one body for two classes made the worlds of scores about a tenth slower.
   * @source Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3).
   */
  override gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * Math.exp(-this.exponential() / shape);
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
}
