import { aliveAfter, goneAfter } from "../bgNbd/alive";
import { discountedAlive, leavingDensity, ordersAlive, simulateAlive, survivalAlive } from "../bgNbd/law";
import type { Law } from "../laws/law";
import { lomax, lomaxSurvival } from "../laws/lomax";
import { negativeBinomial, negativeBinomialTail } from "../laws/negativeBinomial";

/** MBG/NBD at fixed parameters: as BG/NBD, with a chance to leave after the first purchase too (models.md §9.3). */
export function mbgNbdLaw(r: number, alpha: number, a: number, b: number): Law {
  const stays = b / (a + b);
  return {
    expected: (t) => stays * ordersAlive(r, alpha, a, b + 1, t),
    pmf(t, size) {
      const counts = negativeBinomial(r, alpha, t, size);
      let stay = 1; // B(a, b + n)/B(a, b): n chances to leave passed by
      let below = 0;
      return counts.map((p, n) => {
        const open = 1 - below;
        const tail = open > 1e-3 ? open : negativeBinomialTail(r, alpha, t, n);
        const total = a + b + n;
        const value = (stay * ((b + n) * p + a * tail)) / total;
        stay *= (b + n) / total;
        below += p;
        return value;
      });
    },
    ...aliveAfter(r, alpha, a, b, 0),
    ...(a > 0 ? { gone: goneAfter(r, alpha, a, b, 0) } : {}),
    ordersIfAlive: (x, T, t) => ordersAlive(r + x, alpha + T, a, b + x + 1, t),
    survival: (x, T, t) => survivalAlive(r + x, alpha + T, a, b + x + 1, t),
    silence: (x, T, t) => lomaxSurvival(r + x, alpha + T, t),
    interpurchase: (t) => lomax(r, alpha, t),
    // Besides, the share a/(a + b) leaves at time zero.
    lifetime: (t) => stays * leavingDensity(r, alpha, a, b + 1, t),
    discountedIfAlive: (x, T, delta, horizon) =>
      discountedAlive(r + x, alpha + T, a, b + x + 1, delta, horizon),
    simulate: (x, T, horizon, delta, random, out) =>
      simulateAlive(r + x, alpha + T, a, b + x + 1, horizon, delta, random, out),
  };
}
