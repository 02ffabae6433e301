import { describe, expect, test } from "vitest";
import {
  bgNbd,
  bootstrap,
  parameterIntervals,
  paretoNbd,
  predictOrders,
  profileInterval,
  type Histories,
} from "../../../src/models/index";
import { simulateHistories } from "../simulated";

const pareto = { r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 };
const data = simulateHistories(pareto, 2000, 6);
const fit = paretoNbd.fit(data);

describe("profile likelihood", () => {
  test("where the likelihood is nearly quadratic it agrees with the covariance", () => {
    const profile = profileInterval(fit, data, "r");
    const sd = Math.sqrt(fit.covariance![0]!);
    expect(profile.value).toBe(fit.params["r"]);
    expect(Math.log(profile.high! / profile.value) / (1.96 * sd)).toBeGreaterThan(0.8);
    expect(Math.log(profile.high! / profile.value) / (1.96 * sd)).toBeLessThan(1.25);
    expect(Math.log(profile.value / profile.low) / (1.96 * sd)).toBeGreaterThan(0.8);
    expect(Math.log(profile.value / profile.low) / (1.96 * sd)).toBeLessThan(1.25);
    const narrow = profileInterval(fit, data, "r", 0.8);
    expect(narrow.low).toBeGreaterThan(profile.low);
    expect(narrow.high!).toBeLessThan(profile.high!);
  });

  test("its ends are where the maximum over the others has fallen by ½χ²", () => {
    const { low, high } = profileInterval(fit, data, "s");
    for (const end of [low, high!]) {
      // Search the others plainly, coordinate by coordinate, with s held.
      const at = { ...fit.params, s: end };
      let best = paretoNbd.logLikelihood(at, data).value;
      for (let step = 0.2; step > 1e-4; step /= 4) {
        for (let moved = true; moved;) {
          moved = false;
          for (const name of ["r", "alpha", "beta"] as const)
            for (const sign of [1, -1]) {
              const next = { ...at, [name]: at[name] * Math.exp(sign * step) };
              const value = paretoNbd.logLikelihood(next, data).value;
              if (value > best) [best, moved] = [value, Boolean(Object.assign(at, next))];
            }
        }
      }
      expect(fit.logLikelihood - best).toBeCloseTo(1.9207, 2);
    }
  });

  test("a side that the data do not bound is none", () => {
    // Everybody buys at one pace: r has a lower bound and no upper.
    const same = simulateHistories({ r: 1e6, alpha: 8e6 }, 400, 3);
    const bg = bgNbd.fit(same);
    expect(bg.status).toBe("boundary");
    const { low, high } = profileInterval(bg, same, "r");
    expect(low).toBeGreaterThan(1);
    expect(high).toBeNull();
  });

  test("a refused fit, or a name the model lacks, is an error", () => {
    expect(() => profileInterval({ ...fit.toJSON(), status: "refused" }, data, "r")).toThrow("model.refused");
    expect(() => profileInterval(fit, data, "gamma")).toThrow("model.parameter");
  });
});

describe("intervals of parameters", () => {
  test("from the covariance where it is known, at both levels", () => {
    const found = parameterIntervals(fit, data);
    expect(Object.keys(found)).toEqual(["r", "alpha", "s", "beta"]);
    ["r", "alpha", "s", "beta"].forEach((name, i) => {
      const { by, low, value, high } = found[name]!;
      expect(by).toBe("laplace");
      expect(Math.log(high! / value)).toBeCloseTo(1.959964 * Math.sqrt(fit.covariance![i * 5]!), 6);
      expect(low * high!).toBeCloseTo(value * value, 6);
    });
    expect(parameterIntervals(fit, data, 0.8)["s"]!.high!).toBeLessThan(found["s"]!.high!);
  });

  test("from the profile at a boundary, where the covariance says nothing", () => {
    const same = simulateHistories({ r: 1e6, alpha: 8e6 }, 300, 3);
    const bg = bgNbd.fit(same);
    expect(bg.status).toBe("boundary");
    const { r, a } = parameterIntervals(bg, same);
    expect([r!.by, a!.by]).toEqual(["profile", "profile"]);
    expect(r).toEqual({ ...profileInterval(bg, same, "r"), by: "profile" });
    expect(r!.low).toBeGreaterThan(1);
    expect(r!.high).toBeNull();
    expect(a!.low).toBe(0);
    expect(() => parameterIntervals({ ...fit.toJSON(), status: "refused" }, data)).toThrow("model.refused");
  });
});

describe("weighted bootstrap", () => {
  test("grouping changes nothing but the random numbers: spread agrees with the covariance where the model is true", () => {
    const { draws, intervals, fit: robust } = bootstrap(fit, data, { seed: 4, draws: 60 });
    expect(draws).toHaveLength(60);
    for (let i = 0; i < 4; i++) {
      const ratio = Math.sqrt(robust.covariance![i * 5]! / fit.covariance![i * 5]!);
      expect(ratio).toBeGreaterThan(0.65);
      expect(ratio).toBeLessThan(1.5);
    }
    const { low, high } = intervals["r"]!;
    expect(low).toBeLessThan(fit.params["r"]);
    expect(high).toBeGreaterThan(fit.params["r"]);
    expect(bootstrap(fit, data, { seed: 4, draws: 3 }).draws).toEqual(draws.slice(0, 3));
  });

  test("is wider where the model is wrong", () => {
    // Half buy every week like clockwork for ever, half once: no gamma.
    const n = 600;
    const wrong: Histories = {
      unit: "week",
      x: Float64Array.from({ length: n }, (_, i) => (i % 2 ? 30 : 0)),
      tx: Float64Array.from({ length: n }, (_, i) => (i % 2 ? 30 : 0)),
      T: new Float64Array(n).fill(31),
    };
    const bg = bgNbd.fit(wrong);
    expect(bg.status).not.toBe("verified");
    expect(
      bootstrap(bg, wrong, { seed: 1, draws: 20 }).draws.every((draw) => draw.every(Number.isFinite)),
    ).toBe(true);
  });
});

describe("predicted orders", () => {
  test("the interval of a sum is not a sum of intervals", () => {
    const { value, low, high, total, mean } = predictOrders(fit, { weeks: 26 }, data, {
      level: 0.95,
      seed: 2,
      draws: 200,
    });
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(total.value).toBeCloseTo(sum(value), 9);
    expect(total.high - total.low).toBeLessThan(0.3 * (sum(high) - sum(low)));
    // The mean over futures is surer than one future.
    expect(mean.high - mean.low).toBeLessThan(total.high - total.low);
    value.forEach((_, i) => expect(Number.isInteger(low[i]) && Number.isInteger(high[i])).toBe(true));
  });
});
