import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { digamma, lnBeta, lnGamma, lnGammaStep, trigamma } from "../../src/math/gamma";
import { betaGeometricSeries, hyp2f1 } from "../../src/math/hypergeometric";
import {
  betaI,
  gammaP,
  gammaQ,
  normalCdf,
  normalQuantile,
  scaledExpIntegral,
} from "../../src/math/incomplete";
import { integrateEnds } from "../../src/math/quadrature";
import { LogSeries } from "../../src/models/paretoNbd/tail";

/** Arguments, then values, computed with fifty digits by an independent program (mpmath). */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, "special.json"), "utf8")) as Readonly<
  Record<string, readonly (readonly number[])[]>
>;

/** Largest error relative to max(|value|, floor). */
function worst(name: string, f: (...x: number[]) => number, floor = 0): number {
  const rows = reference[name]!;
  return Math.max(
    ...rows.map((row) => {
      const value = row.at(-1)!;
      const error = Math.abs(f(...row.slice(0, -1)) - value) / Math.max(Math.abs(value), floor, 1e-300);
      return Number.isNaN(error) ? Infinity : error;
    }),
  );
}

describe("special functions against fifty digits", () => {
  test("gamma family", () => {
    expect(worst("lnGamma", lnGamma, 0.01)).toBeLessThan(1e-13);
    expect(worst("digamma", digamma, 0.1)).toBeLessThan(2e-14);
    expect(worst("trigamma", trigamma)).toBeLessThan(2e-14);
    expect(worst("lnGammaStep", lnGammaStep, 1)).toBeLessThan(2e-14);
    expect(worst("lnBeta", lnBeta, 1)).toBeLessThan(2e-14);
  });

  test("2F1(1, b; c; z) up to z near 1 and below 0", () => {
    // Discounted lifetimes have b < c; beyond, F has a pole of order b + 1 − c at z = 1 and loses digits with it.
    const inside = reference["hyp2f1"]!.filter(([b, c]) => b! < c!);
    for (const [b, c, z, value] of inside)
      expect(Math.abs(hyp2f1(b!, c!, z!) / value! - 1)).toBeLessThan(5e-13);
    expect(inside.length).toBeGreaterThan(60);
    expect(worst("hyp2f1", hyp2f1)).toBeLessThan(2e-9);
  });

  test("incomplete gamma and beta, normal quantile, scaled exponential integral", () => {
    expect(worst("gammaP", gammaP, 1e-300)).toBeLessThan(2e-12);
    expect(worst("betaI", betaI, 1e-300)).toBeLessThan(2e-12);
    expect(worst("normalQuantile", normalQuantile, 0.1)).toBeLessThan(1e-12);
    expect(worst("scaledExpIntegral", scaledExpIntegral)).toBeLessThan(1e-12);
  });

  test("ln 2F1(q, 1; m; z) with all first and second derivatives", () => {
    const series = new LogSeries();
    const names = ["value", "q", "m", "z", "qq", "qm", "qz", "mm", "mz", "zz"] as const;
    for (const [q, k, z, ...expected] of reference["logSeries"]!) {
      series.at(q!, k!, k! - q!, z!, 1 - z!);
      // The series is of ln(F/k), by q and m together and by m alone; the reference is of ln F by q and by m.
      const { both, alone, bothBoth, bothAlone, aloneAlone, bothZ, aloneZ } = series;
      const ours = {
        value: series.value + Math.log(k!),
        q: both - alone,
        m: alone + 1 / k!,
        z: series.z,
        qq: bothBoth - 2 * bothAlone + aloneAlone,
        qm: bothAlone - aloneAlone,
        qz: bothZ - aloneZ,
        mm: aloneAlone - 1 / k! ** 2,
        mz: aloneZ,
        zz: series.zz,
      };
      names.forEach((name, i) => {
        const added = name === "m" ? 1 / k! : name === "mm" || name === "qq" ? 1 / k! ** 2 : 0;
        const scale = Math.max(Math.abs(expected[i]!), 1e-3, added);
        expect({ q, k, z, name, right: Math.abs(ours[name] - expected[i]!) / scale < 1e-8 }).toEqual({
          q,
          k,
          z,
          name,
          right: true,
        });
      });
      series.at(q!, k!, k! - q!, z!, 1 - z!, false);
      expect(Math.abs(series.value + Math.log(k!) - expected[0]!)).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(expected[0]!)),
      );
    }
  });

  test("the BG/NBD series equals its Euler integral", () => {
    // (1 − (1−z)^ρ 2F1(ρ, B′; C; z)) is E_p[(1 − (1 + pt/g)^−k)/p] for p ~ Beta(a, c).
    const [a, c, k, t] = [0.8, 2.4, 0.3, 5];
    const z = t / (1 + t);
    const C = a + c - 1;
    const closed =
      C *
      (-Math.expm1((a - 1) * Math.log1p(-z)) / (a - 1) -
        (1 - z) ** (a - 1) * betaGeometricSeries(a, C - k, C, z));
    const integral = integrateEnds(
      (p, end) => {
        const q = p > 0.5 ? end : 1 - p;
        return (
          (-Math.expm1(-k * Math.log1p(p * t)) / p) *
          Math.exp((a - 1) * Math.log(p) + (c - 1) * Math.log(q) - lnBeta(a, c))
        );
      },
      0,
      1,
    );
    expect(closed).toBeCloseTo(integral, 11);
  });

  test("complements and symmetries", () => {
    for (const [a, x] of [
      [0.3, 2],
      [7, 3],
      [300, 320],
    ] as const)
      expect(gammaP(a, x) + gammaQ(a, x)).toBeCloseTo(1, 13);
    for (const [x, a, b] of [
      [0.2, 3, 0.4],
      [0.9, 0.1, 8],
    ] as const)
      expect(betaI(x, a, b) + betaI(1 - x, b, a)).toBeCloseTo(1, 13);
    expect(normalCdf(1.3) + normalCdf(-1.3)).toBeCloseTo(1, 15);
    expect(hyp2f1(0.4, 0.9, 0)).toBe(1);
    expect(hyp2f1(1, 3, 1)).toBe(2);
    expect(lnGamma(-1)).toBeNaN();
  });
});
