import { gaussLegendre } from "../../math/quadrature";

/**
 * ln(F/k), F(q; m; z) = 2F1(q, 1; m; z) = Σ (q)ₙ/(m)ₙ zⁿ for 0 < q ≤ m = k + 1, 0 ≤ z < 1, with all first and second
 * derivatives: `both` in q and k together, `alone` in k only, and z. The terms are positive, so nothing cancels; where
 * they fall too slowly the Euler integral F/k = ∫₀^∞ e^{−kv} (1 − z(1 − e^{−v}))^{−q} dv takes over: its integrand,
 * e^{−(k−q)v − qℓ} with ℓ = ln(1 + (1−z)(eᵛ − 1)), is log-concave, and q ≈ k → ∞ as 1 − z → 0 loses no digits.
 */
export class LogSeries {
  value = 0;
  both = 0;
  alone = 0;
  z = 0;
  bothBoth = 0;
  bothAlone = 0;
  bothZ = 0;
  aloneAlone = 0;
  aloneZ = 0;
  zz = 0;

  /**
   * @param k m − 1, passed apart because it may be tiny
   * @param gap k − q, passed apart because both may be huge
   * @param rest 1 − z, passed apart because z may round to 1
   */
  at(q: number, k: number, gap: number, z: number, rest: number, derivatives = true): void {
    // Terms fall like ((q + n)/(m + n)) z: do not try where 400 of them cannot suffice.
    const slow = z > 0.97 && gap < 9;
    if (slow || !(derivatives ? this.#series(q, k, z) : this.#seriesValue(q, k, z))) {
      this.#integral(q, k, gap, z, rest);
    }
  }

  #seriesValue(q: number, k: number, z: number): boolean {
    const m = k + 1;
    let term = 1;
    let sum = 1;
    for (let n = 0; n < 400; n++) {
      term *= ((q + n) / (m + n)) * z;
      sum += term;
      if (term < 1e-17 * sum) {
        this.value = Math.log(sum / k);
        return true;
      }
    }
    return false;
  }

  #series(q: number, k: number, z: number): boolean {
    const m = k + 1;
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
    const ik = 1 / k;
    this.value = Math.log(sum * ik);
    const gq = sq * inverse;
    const gm = sm * inverse;
    const gz = (this.z = sz * inverse);
    const qm = sqm * inverse - gq * gm;
    const mm = smm * inverse - gm * gm + ik * ik;
    this.alone = gm - ik;
    this.both = gq + gm - ik;
    this.aloneAlone = mm;
    this.bothAlone = qm + mm;
    this.bothBoth = sqq * inverse - gq * gq + 2 * qm + mm;
    this.aloneZ = smz * inverse - gm * gz;
    this.bothZ = sqz * inverse - gq * gz + this.aloneZ;
    this.zz = szz * inverse - gz * gz;
    return true;
  }

  /** Moments of v, ℓ = v + ln(1 − z(1 − e^{−v})) and h = −dℓ/dz under the normalised integrand. */
  #integral(q: number, k: number, gap: number, z: number, rest: number): void {
    const { nodes, weights } = gaussLegendre(16);
    const odds = z / rest;
    const turn = Math.log(odds); // where e^{−v}z meets 1 − z
    // The slope of the logarithm is decreasing; its root is the mode.
    const ratio = -gap * z > k * rest ? Math.log((-gap * odds) / k) : 0;
    const mode = Math.max(0, Number.isFinite(ratio) ? ratio : 0);
    const top = -gap * mode - q * logOf(mode, rest);
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
    // Panels to the right of the mode, then to the left, until they hold nothing. No closures here: this is the
    // innermost loop of a fit whose lives are nearly all alike.
    for (let side = 0; side < 2; side++) {
      let edge = mode;
      for (let guard = 0; guard < 400 && (side === 0 || edge > 0); guard++) {
        const wide = widthAt(edge, q, gap, z, rest, turn);
        const to = side === 0 ? edge + wide : Math.max(0, edge - wide);
        const half = Math.abs(to - edge) / 2;
        const middle = (to + edge) / 2;
        let here = 0;
        for (let i = 0; i < 16; i++) {
          const v = middle + half * nodes[i]!;
          const e = Math.exp(-v);
          // Each form where it keeps its digits; e itself must never come from 1 − em.
          const em = v < 0.5 ? -Math.expm1(-v) : 1 - e;
          const level = rest + z * e; // 1 − z(1 − e^{−v})
          const u = v < 700 ? Math.log1p((rest * em) / e) : logOf(v, rest);
          const w = weights[i]! * half * Math.exp(-gap * v - q * u - top);
          const h = em / level;
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
        edge = to;
        if (here < 1e-17 * mass) break;
      }
    }
    const i = 1 / mass;
    const ev = mv * i,
      eu = mu * i,
      eh = mh * i;
    this.value = Math.log(mass) + top;
    this.both = -eu;
    this.alone = -ev;
    this.z = q * eh;
    this.bothBoth = uu * i - eu * eu;
    this.bothAlone = uv * i - eu * ev;
    this.bothZ = eh - q * (hu * i - eh * eu);
    this.aloneAlone = vv * i - ev * ev;
    this.aloneZ = -q * (hv * i - eh * ev);
    this.zz = q * hh * i + q * q * (hh * i - eh * eh);
  }
}

/**
 * How long a panel at v may be: by the integrand's slope and bend, its bend's poles π away from `turn`, and the cliff
 * exp(−e^{v − cliff}) which, where q is huge, stands long before them: a level stretch must not be taken past either.
 */
function widthAt(v: number, q: number, gap: number, z: number, rest: number, turn: number): number {
  const e = z * Math.exp(-v);
  const slope = -gap - (q * rest) / (rest + e);
  const bend = (q * e * rest) / (rest + e) ** 2;
  const away = Math.abs(v - turn);
  const ahead = -Math.log(q * rest) - v;
  let near = away < 7 ? 0.42 : away < 40 ? 0.13 : 0;
  if (ahead > -3 && ahead < 8) near = Math.max(near, 0.35);
  let wide = 1 / (Math.abs(slope) / 9 + Math.sqrt(bend) / 4 + near + 1e-9);
  if (ahead >= 8) wide = Math.min(wide, ahead - 7);
  if (turn - v > 40) wide = Math.min(wide, turn - v - 30);
  return wide;
}

/** ln(1 + rest·(eᵛ − 1)), also where eᵛ overflows. */
function logOf(v: number, rest: number): number {
  return v < 700 ? Math.log1p(rest * Math.expm1(v)) : v + Math.log(rest);
}
