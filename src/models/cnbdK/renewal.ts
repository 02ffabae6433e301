/** Stages until this many are counted one by one. */
const MOST = 16_384;

/** Room for P(N = m), then for P(N ≥ m). */
const tails = new Float64Array(MOST + 2);

export interface Renewal {
  /** Expected purchases over (0, t]. */
  orders: number;
  /** P(leaves after one of them). */
  gone: number;
}

/**
 * Purchases over (0, t] of a living customer who is j stages into the next one: N ~ NBD(shape, rate; t) stages, the n-th
 * purchase needs nk − j of them and comes if n − 1 chances to leave passed by, wₙ = B(a, c + n − 1)/B(a, c):
 * E = Σₙ wₙ P(N ≥ nk − j), P(gone) = Σₙ wₙ a/(a + c + n − 1) P(N ≥ nk − j). All terms are positive. Null where so many
 * stages are likely that counting them one by one is no way.
 */
export function renewal(
  shape: number,
  rate: number,
  a: number,
  c: number,
  k: number,
  j: number,
  t: number,
): Renewal | null {
  if (t === 0) return { orders: 0, gone: 0 };
  const last = fillTails(shape, rate, t, k - j);
  if (last < 0) return null;
  let stay = 1;
  let orders = 0;
  let gone = 0;
  for (let n = 1, m = k - j; m <= last; n++, m += k) {
    const term = stay * tails[m]!;
    orders += term;
    gone += (term * a) / (a + c + n - 1);
    stay *= (c + n - 1) / (a + c + n - 1);
  }
  return { orders, gone };
}

/**
 * Fill `tails` with P(N ≥ m), summed from the far end, and return the last m that matters; −1 if there are too many.
 * @param first the first m that will be asked for: digits are kept relative to it
 */
function fillTails(shape: number, rate: number, t: number, first: number): number {
  const z = t / (rate + t);
  let ln = -shape * Math.log1p(t / rate);
  let p = Math.exp(ln);
  const logs = ln < -600;
  let most = 0;
  let m = 0;
  for (; m <= MOST; m++) {
    tails[m] = p;
    if (p > most) most = p;
    if (m > first && most > 0 && p < 1e-18 * most && p < 1e-18 * tails[first]!) break;
    const ratio = ((shape + m) / (m + 1)) * z;
    if (logs) {
      ln += Math.log(ratio);
      p = Math.exp(ln);
    } else p *= ratio;
    // The first that is asked for may itself be nothing: then so is all beyond.
    if (p === 0 && m > first && most > 0) break;
  }
  if (m > MOST) return -1;
  for (let i = m - 1; i >= 0; i--) tails[i] = tails[i]! + tails[i + 1]!;
  return m;
}

/** P(N = m) for m = 0 … size − 1 of N ~ NBD(shape, rate; t) is in `laws/negativeBinomial`; here P(N < m). */
export function fewerStages(shape: number, rate: number, t: number, m: number): number {
  const z = t / (rate + t);
  let p = Math.exp(-shape * Math.log1p(t / rate));
  let sum = 0;
  for (let i = 0; i < m; i++) {
    sum += p;
    p *= ((shape + i) / (i + 1)) * z;
  }
  return Math.min(1, sum);
}

/** Σ_{j<k} (shape)ⱼ/j! yʲ: over k stages, how much likelier silence is than over one. */
export function stagesPassed(shape: number, y: number, k: number): number {
  let term = 1;
  let total = 1;
  for (let j = 1; j < k; j++) {
    term *= ((shape + j - 1) * y) / j;
    total += term;
  }
  return total;
}

/** P(stage j | alive and silent from t_x to T) for j = 0 … k − 1, the parts of {@link stagesPassed} at y = (T−t_x)/(α+T). */
export function stagesOf(shape: number, y: number, k: number): { share: Float64Array } {
  const share = new Float64Array(k);
  let term = 1;
  let total = 0;
  for (let j = 0; j < k; j++) {
    share[j] = term;
    total += term;
    term *= ((shape + j) * y) / (j + 1);
  }
  for (let j = 0; j < k; j++) share[j] = share[j]! / total;
  return { share };
}
