import { above, atLeast, finite, firstFailure } from "../../fit/guard";
import { done, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Return {
  /** (gain − spend)/spend. */
  readonly roi: number;
  /** Interval of the return from that of the gain; absent when no error was given. */
  readonly interval?: readonly [number, number];
  /** True when the whole interval is above 0. */
  readonly proven?: boolean;
}

/**
 * ROI = (ΔCE − E)/E (Rust, Lemon & Zeithaml 2004). Returns of different measures compare only with equal base spend
 * and horizon.
 * @param o.gain ΔCE, money; @param o.spend E > 0, money; @param o.gainError standard error of the gain
 * @param o.z normal quantile of the interval, 1.959964 when left out
 */
export function returnOnInvestment(o: {
  readonly gain: number;
  readonly spend: number;
  readonly gainError?: number;
  readonly z?: number;
}): Outcome<Return> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { gain, spend, gainError, z = 1.959963984540054 } = o;
  const bad = firstFailure(
    finite("gain", gain),
    above("spend", spend, 0),
    gainError === undefined ? null : atLeast("gainError", gainError, 0),
    above("z", z, 0),
  );
  if (bad) return bad;
  const roi = (gain - spend) / spend;
  const convention = { of: "ΔCE after spend", per: "spend" } as const;
  if (gainError === undefined) return done({ roi }, convention);
  const half = (z * gainError) / spend;
  return done({ roi, interval: [roi - half, roi + half], proven: roi - half > 0 }, convention);
}
