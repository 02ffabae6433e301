import { gaussLegendre } from "../../math/quadrature";

/**
 * ln F, F(q; m; z) = 2F1(q, 1; m; z) = Σ (q)ₙ/(m)ₙ zⁿ for 0 < q ≤ m, 0 ≤ z < 1, with all first and second derivatives.
 * The terms are positive, so nothing cancels; where they fall too slowly the Euler integral
 * F = k ∫₀^∞ e^{−kv} (1 − z(1 − e^{−v}))^{−q} dv, k = m − 1, takes over: its integrand is log-concave.
 */
export class LogSeries {
  value = 0;
  q = 0;
  m = 0;
  z = 0;
  qq = 0;
  qm = 0;
  qz = 0;
  mm = 0;
  mz = 0;
  zz = 0;

  /**
   * @param k m − 1, passed apart because it may be tiny
   * @param rest 1 − z, passed apart because z may round to 1
   */
  at(q: number, k: number, z: number, rest: number, derivatives = true): void {
    // Terms fall like ((q + n)/(m + n)) z: do not try where 400 of them cannot suffice.
    const slow = z > 0.97 && k + 1 - q < 10;
    if (slow || !(derivatives ? this.#series(q, k + 1, z) : this.#seriesValue(q, k + 1, z))) {
      this.#integral(q, k, z, rest);
    }
  }

  #seriesValue(q: number, m: number, z: number): boolean {
    let term = 1;
    let sum = 1;
    for (let n = 0; n < 400; n++) {
      term *= ((q + n) / (m + n)) * z;
      sum += term;
      if (term < 1e-17 * sum) {
        this.value = Math.log(sum);
        return true;
      }
    }
    return false;
  }

  #series(q: number, m: number, z: number): boolean {
    let coefficient = 1; // (q)ₙ/(m)ₙ zⁿ⁻¹ for n ≥ 1
    let sum = 1;
    let lq = 0; // d ln(q)ₙ/dq
    let lqq = 0;
    let lm = 0; // −d ln(m)ₙ/dm
    let lmm = 0;
    let sq = 0,
      sm = 0,
      sz = 0,
      sqq = 0,
      sqm = 0,
      sqz = 0,
      smm = 0,
      smz = 0,
      szz = 0;
    let power = 1; // z^(n−2) scale is kept by dividing once more
    let done = false;
    for (let n = 0; n < 400; n++) {
      const iq = 1 / (q + n);
      const im = 1 / (m + n);
      coefficient *= (q + n) * im;
      lq += iq;
      lqq -= iq * iq;
      lm -= im;
      lmm += im * im;
      // Term N = n + 1: c·z^N; derivative in z: N c z^(N−1); second: N(N−1) c z^(N−2).
      const N = n + 1;
      const c1 = coefficient * power; // c z^(N−1)
      const term = c1 * z;
      sum += term;
      sq += term * lq;
      sm += term * lm;
      sqq += term * (lq * lq + lqq);
      sqm += term * lq * lm;
      smm += term * (lm * lm + lmm);
      sz += N * c1;
      sqz += N * c1 * lq;
      smz += N * c1 * lm;
      if (n > 0) szz += N * n * coefficient * (z === 0 ? (n === 1 ? 1 : 0) : power / z);
      power *= z;
      if (N * N * c1 * (1 + lq * lq) < 1e-17 * sum) {
        done = true;
        break;
      }
    }
    if (!done) return false;
    const inverse = 1 / sum;
    this.value = Math.log(sum);
    const gq = (this.q = sq * inverse);
    const gm = (this.m = sm * inverse);
    const gz = (this.z = sz * inverse);
    this.qq = sqq * inverse - gq * gq;
    this.qm = sqm * inverse - gq * gm;
    this.qz = sqz * inverse - gq * gz;
    this.mm = smm * inverse - gm * gm;
    this.mz = smz * inverse - gm * gz;
    this.zz = szz * inverse - gz * gz;
    return true;
  }

  /** Moments of v, u = −ln(1 − z(1 − e^{−v})) and h = du/dz under the normalised integrand. */
  #integral(q: number, k: number, z: number, rest: number): void {
    const { nodes, weights } = gaussLegendre(16);
    const odds = z / rest;
    const turn = Math.log(odds); // where e^{−v}z meets 1 − z
    const phi = (v: number) => -k * v - q * Math.log(rest + z * Math.exp(-v));
    const slope = (v: number) => {
      const e = Math.exp(-v);
      return -k + (q * z * e) / (rest + z * e);
    };
    // slope is decreasing; its root is the mode.
    const ratio = (q - k) * z > k * rest ? Math.log(((q - k) * odds) / k) : 0;
    const mode = Math.max(0, Number.isFinite(ratio) ? ratio : 0);
    const top = phi(mode);
    let mass = 0;
    let mv = 0,
      mu = 0,
      mh = 0,
      vv = 0,
      uu = 0,
      uv = 0,
      hv = 0,
      hu = 0,
      hh = 0;
    const panel = (from: number, to: number): number => {
      const half = (to - from) / 2;
      const middle = (to + from) / 2;
      let here = 0;
      for (let i = 0; i < 16; i++) {
        const v = middle + half * nodes[i]!;
        const e = Math.exp(-v);
        const level = rest + z * e; // 1 − z(1 − e^{−v})
        const u = -Math.log(level);
        const w = weights[i]! * half * Math.exp(-k * v + q * u - top);
        const h = (1 - e) / level;
        here += w;
        mv += w * v;
        mu += w * u;
        mh += w * h;
        vv += w * v * v;
        uu += w * u * u;
        uv += w * u * v;
        hv += w * h * v;
        hu += w * h * u;
        hh += w * h * h;
      }
      mass += here;
      return here;
    };
    const width = (v: number): number => {
      const e = z * Math.exp(-v);
      const bend = (q * e * rest) / (rest + e) ** 2;
      // The bend at `turn` has poles π away and dies like e^{−distance}.
      const away = Math.abs(v - turn);
      const near = away < 7 ? 0.42 : away < 40 ? 0.13 : 0;
      return 1 / (Math.abs(slope(v)) / 9 + Math.sqrt(bend) / 4 + near + 1e-9);
    };
    let right = mode;
    for (let guard = 0; guard < 400; guard++) {
      const to = right + width(right);
      const got = panel(right, to);
      right = to;
      if (got < 1e-17 * mass) break;
    }
    let left = mode;
    for (let guard = 0; left > 0 && guard < 400; guard++) {
      const from = Math.max(0, left - width(left));
      const got = panel(from, left);
      left = from;
      if (got < 1e-17 * mass) break;
    }
    const i = 1 / mass;
    const ev = mv * i,
      eu = mu * i,
      eh = mh * i;
    this.value = Math.log(k * mass) + top;
    this.q = eu;
    this.m = 1 / k - ev;
    this.z = q * eh;
    this.qq = uu * i - eu * eu;
    this.qm = -(uv * i - eu * ev);
    this.qz = eh + q * (hu * i - eh * eu);
    this.mm = vv * i - ev * ev - 1 / (k * k);
    this.mz = -q * (hv * i - eh * ev);
    this.zz = q * hh * i + q * q * (hh * i - eh * eh);
  }
}
