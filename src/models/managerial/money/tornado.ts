import { above, every, finite, firstFailure } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export type Inputs = Readonly<Record<string, number>>;

export interface Bar {
  readonly input: string;
  readonly low: number;
  readonly high: number;
  /** Result with the input at `low` and at `high`, others at base. */
  readonly atLow: number;
  readonly atHigh: number;
  /** The range was cut at a limit of the input's domain. */
  readonly clipped: boolean;
}

/**
 * Tornado chart: each input in turn at its low and high value, the others at base; widest first, equal widths by name.
 * @param o.model the value of a set of inputs
 * @param o.base the base inputs
 * @param o.relative half-width as a share of the base where no range is given, .1 when left out
 * @param o.ranges low and high of single inputs, e.g. their 5 % and 95 % quantiles
 * @param o.limits domain of single inputs; ranges are cut to it and marked (retention below 1 and below 1+i)
 * Errors: NO_DATA without inputs; whatever the model answers at base or at an end, with the input's name.
 * @source one-way sensitivity analysis, Howard (1988), Management Science 34(6):679–695.
 */
export function tornado(o: {
  readonly model: (inputs: Inputs) => Outcome<number>;
  readonly base: Inputs;
  readonly relative?: number;
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
  readonly limits?: Readonly<Record<string, readonly [number, number]>>;
}): Outcome<{ readonly base: number; readonly bars: readonly Bar[] }> {
  const odd = shaped(o, {
    model: "function",
    base: {},
    "ranges?": { "*": ["number"] },
    "limits?": { "*": ["number"] },
  });
  if (odd) return odd;
  const { model, base, relative = 0.1 } = o;
  const ranges = o.ranges ?? {};
  const limits = o.limits ?? {};
  const names = Object.keys(base);
  const bad = firstFailure(
    names.length ? null : fail("NO_DATA", "base", 0, 1),
    every("base", Object.values(base), finite),
    above("relative", relative, 0),
  );
  if (bad) return bad;
  const middle = model(base);
  if (!middle.ok) return middle;
  const bars: Bar[] = [];
  for (const input of names) {
    const value = base[input]!;
    const given = ranges[input];
    const [wantLow, wantHigh] = given ?? [value * (1 - relative), value * (1 + relative)];
    const [least, most] = limits[input] ?? [-Infinity, Infinity];
    const low = Math.min(most, Math.max(least, wantLow));
    const high = Math.min(most, Math.max(least, wantHigh));
    const atLow = model({ ...base, [input]: low });
    const atHigh = model({ ...base, [input]: high });
    if (!atLow.ok) return { ...atLow, param: input };
    if (!atHigh.ok) return { ...atHigh, param: input };
    bars.push({
      input,
      low,
      high,
      atLow: atLow.value,
      atHigh: atHigh.value,
      clipped: low !== wantLow || high !== wantHigh,
    });
  }
  const width = (bar: Bar) => Math.abs(bar.atHigh - bar.atLow);
  bars.sort((a, b) => width(b) - width(a) || (a.input < b.input ? -1 : 1));
  return done({ base: middle.value, bars }, { one: "at a time", relative });
}
