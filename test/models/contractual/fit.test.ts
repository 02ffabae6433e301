import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/math/random";
import {
  bdwLikelihood,
  chooseFamily,
  compareContracts,
  fitBdw,
  fitGeometric,
  fitSbg,
  geometricLogLikelihood,
  likelihoodRatio,
  retentionCurve,
  sbgLikelihood,
  sbgLogLikelihood,
  type Tally,
  tallyCohorts,
  tallyCustomers,
} from "../../../src/models/contractual/index";
import { near, positive } from "../arbitrary";
import { valueOf } from "../registry";

const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];
const tally = (...cohorts: number[][]) => valueOf(tallyCohorts(cohorts));

/** Random customers: churn ~ Beta(α, β), each seen for its own number of opportunities. */
function simulate(alpha: number, beta: number, n: number, seed: number) {
  const source = random(seed);
  const tenure: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < n; i++) {
    const churn = source.beta(alpha, beta);
    const seen = 4 + source.below(9);
    let t = 1;
    while (t <= seen && source.uniform() >= churn) t++;
    left.push(t <= seen ? 1 : 0);
    tenure.push(t <= seen ? t : seen);
  }
  return { tenure, left };
}

describe("tallies", () => {
  test("cohorts and customers say the same", () => {
    const rows = tally([5, 4, 2], [3, 3]);
    const customers = valueOf(
      tallyCustomers({ tenure: [1, 2, 2, 2, 2, 1, 1, 1], left: [1, 1, 1, 0, 0, 0, 0, 0] }),
    );
    expect(rows.lost).toEqual(customers.lost);
    expect(rows.kept).toEqual(customers.kept);
  });

  test("what cannot be is coded", () => {
    expect(tallyCohorts([])).toMatchObject({ code: "NO_DATA", param: "cohorts" });
    expect(tallyCohorts([[0, 0]])).toMatchObject({ code: "NO_DATA", param: "cohorts[0][0]" });
    expect(tallyCohorts([[5, 6]])).toMatchObject({ code: "OUT_OF_RANGE", param: "cohorts[0][1]", limit: 5 });
    expect(tallyCohorts([[5, -1]])).toMatchObject({ code: "OUT_OF_RANGE", param: "cohorts[0][1]" });
    expect(tallyCustomers({ tenure: [2], left: [1], entry: [2] })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "entry[0]",
      limit: 1,
    });
  });
});

describe("likelihoods", () => {
  const checkDerivatives = (smooth: ReturnType<typeof sbgLikelihood>, at: number[]) => {
    const n = at.length;
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    smooth.evaluate(Float64Array.from(at), gradient, hessian);
    for (let i = 0; i < n; i++) {
      const h = 1e-5 * at[i]!;
      const side = (by: number) => {
        const g = new Float64Array(n);
        const value = smooth.evaluate(
          Float64Array.from(at, (v, k) => (k === i ? v + by : v)),
          g,
          new Float64Array(n * n),
        );
        return { value, g };
      };
      const [up, down] = [side(h), side(-h)];
      const scale = 1 + Math.abs(up.value);
      expect(Math.abs(gradient[i]! - (up.value - down.value) / (2 * h))).toBeLessThan(
        1e-5 * Math.max(1, Math.abs(gradient[i]!)) + (1e-11 * scale) / h,
      );
      for (let j = 0; j < n; j++) {
        const numeric = (up.g[j]! - down.g[j]!) / (2 * h);
        expect(Math.abs(hessian[i * n + j]! - numeric)).toBeLessThan(
          1e-4 * Math.max(1, Math.abs(numeric)) + (1e-10 * Math.abs(gradient[j]!)) / h,
        );
      }
    }
  };

  test("P10: gradients and Hessians of sBG and BdW are central differences", () => {
    const middle = fc.double({ min: -1.5, max: 1.5, noNaN: true }).map(Math.exp);
    fc.assert(
      fc.property(middle, middle, fc.double({ min: 0.6, max: 1.8, noNaN: true }), (a, b, c) => {
        checkDerivatives(sbgLikelihood(tally(HIGH_END, [50, 20, 10])), [a, b]);
        checkDerivatives(bdwLikelihood(tally(HIGH_END, [50, 20, 10])), [a, b, c]);
      }),
      { numRuns: 40 },
    );
  });

  test("P26: order of rows, grouping and splitting of cohorts change nothing", () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 1e6 }), (alpha, beta, seed) => {
        const { tenure, left } = simulate(1, 3, 60, seed);
        const one = valueOf(tallyCustomers({ tenure, left }));
        const order = [...tenure.keys()].sort((i, j) => tenure[j]! - tenure[i]! || i - j);
        const turned = valueOf(
          tallyCustomers({ tenure: order.map((i) => tenure[i]!), left: order.map((i) => left[i]!) }),
        );
        const lnL = (t: Tally) => valueOf(sbgLogLikelihood({ alpha, beta }, t)).value;
        expect(near(lnL(one), lnL(turned), 1e-12)).toBe(true);
        const twice = valueOf(tallyCustomers({ tenure: [...tenure, ...tenure], left: [...left, ...left] }));
        expect(near(lnL(twice), 2 * lnL(one), 1e-12)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("left truncation conditions on having come so far", () => {
    const p = { alpha: 0.7, beta: 2 };
    const late = valueOf(tallyCustomers({ tenure: [5], left: [1], entry: [3] }));
    const s = (t: number) => {
      let value = 1;
      for (let k = 0; k < t; k++) value *= (2 + k) / (2.7 + k);
      return value;
    };
    expect(valueOf(sbgLogLikelihood(p, late)).value).toBeCloseTo(Math.log((s(4) - s(5)) / s(3)), 12);
  });
});

describe("fits", () => {
  test("P11: no perturbation of the optimum is better", () => {
    for (const data of [HIGH_END, REGULAR]) {
      const t = tally(data);
      const sbg = valueOf(fitSbg(t));
      const bdw = valueOf(fitBdw(t));
      const source = random(3);
      const at = (smooth: ReturnType<typeof sbgLikelihood>, point: number[]) =>
        smooth.evaluate(Float64Array.from(point), new Float64Array(3), new Float64Array(9));
      for (let k = 0; k < 100; k++) {
        const move = () => Math.exp(0.2 * source.normal());
        const { alpha, beta } = sbg.params;
        expect(at(sbgLikelihood(t), [alpha * move(), beta * move()])).toBeLessThanOrEqual(sbg.logLikelihood);
        const p = bdw.params;
        expect(at(bdwLikelihood(t), [p.alpha * move(), p.beta * move(), p.c * move()])).toBeLessThanOrEqual(
          bdw.logLikelihood,
        );
      }
    }
  });

  test("published standard errors, geometric baselines and likelihood ratios", () => {
    const high = valueOf(fitSbg(tally(HIGH_END)));
    expect(high.status).toBe("verified");
    expect(high.standardErrors!.alpha).toBeCloseTo(0.1037, 3);
    expect(high.standardErrors!.beta).toBeCloseTo(0.7855, 3);
    const flat = valueOf(fitGeometric(tally(HIGH_END)));
    expect(flat.params.churn).toBeCloseTo(0.10332927, 8);
    expect(flat.logLikelihood).toBeCloseTo(-1637.0928, 3);
    expect(valueOf(fitGeometric(tally(REGULAR))).logLikelihood).toBeCloseTo(-1794.6209, 3);
    const lr = (sbg: number, bdw: number) =>
      valueOf(likelihoodRatio({ small: sbg, large: bdw, df: 1, boundary: false }));
    // Five years of data: .35 (p .553) and 4.77 (p .029).
    expect(lr(-1401.5594, -1401.3831).p).toBeCloseTo(0.553, 2);
    expect(lr(-1225.1349, -1222.7493)).toMatchObject({
      chiSquared: expect.closeTo(4.7712, 3) as number,
      p: expect.closeTo(0.029, 3) as number,
    });
    expect(valueOf(compareContracts(tally(HIGH_END))).best).toBe("bdw");
    expect(valueOf(compareContracts(tally(REGULAR))).best).toBe("sbg");
  });

  test("P25: simulate, fit, recover within four standard errors", () => {
    for (const [k, [alpha, beta]] of [
      [0.7, 2.5],
      [1.5, 6],
      [3, 3],
    ].entries()) {
      const fit = valueOf(fitSbg(valueOf(tallyCustomers(simulate(alpha!, beta!, 5000, 20 + k)))));
      expect(fit.status).toBe("verified");
      const se = (i: number) => Math.sqrt(fit.covariance![i * 3]!);
      expect(Math.abs(Math.log(fit.params.alpha / alpha!))).toBeLessThan(4 * se(0));
      expect(Math.abs(Math.log(fit.params.beta / beta!))).toBeLessThan(4 * se(1));
    }
  });

  test("customers all alike: the fit says so and equals the geometric one", () => {
    const alike = tally([10_000, 8000, 6400, 5120, 4096]);
    const fit = valueOf(fitSbg(alike));
    expect(fit.status).toBe("boundary");
    expect(fit.reasons.map(({ code }) => code)).toEqual(["contractual.homogeneous"]);
    expect(fit.covariance).toBeNull();
    expect(fit.params.alpha / (fit.params.alpha + fit.params.beta)).toBeCloseTo(0.2, 4);
    expect(fit.logLikelihood).toBeCloseTo(geometricLogLikelihood({ churn: 0.2 }, alike), 1);
    expect(valueOf(compareContracts(alike)).best).toBe("geometric");
  });

  test("data that determine nothing are refused with the reason", () => {
    expect(fitSbg(tally([100, 90]))).toMatchObject({
      code: "NOT_IDENTIFIED",
      param: "opportunities",
      limit: 2,
    });
    expect(fitBdw(tally([100, 90, 85]))).toMatchObject({ code: "NOT_IDENTIFIED", limit: 3 });
    expect(fitSbg(tally([100, 100, 100]))).toMatchObject({ code: "NOT_IDENTIFIED", param: "lost" });
    expect(fitGeometric(tally([100, 100]))).toMatchObject({ code: "NOT_IDENTIFIED", param: "lost" });
    expect(fitSbg(tally([100, 0, 0]))).toMatchObject({ code: "NOT_IDENTIFIED" });
  });

  test("extreme cohorts give a fit or a refusal, never NaN", () => {
    const cases = [
      [1e9, 9e8, 8.5e8, 8.3e8],
      [3, 2, 1, 1],
      [1e6, 1, 1, 1],
      [1000, 999, 998, 997, 996],
      [10, 10, 10, 1, 0],
      [1000, 1000, 999, 500, 0],
      [100, 99, 1, 1, 1, 1, 1],
      Array.from({ length: 400 }, (_, t) => Math.round(1e6 * 0.99 ** t)),
    ];
    for (const data of cases) {
      for (const fit of [fitSbg(tally(data)), fitBdw(tally(data)), fitGeometric(tally(data))]) {
        if (fit.ok) {
          for (const value of Object.values(fit.value.params)) expect(Number.isFinite(value)).toBe(true);
          if (fit.value.status === "verified") expect(fit.value.covariance).not.toBeNull();
          else expect(fit.value.reasons.length).toBeGreaterThan(0);
        } else expect(["NOT_IDENTIFIED", "NO_CONVERGENCE"]).toContain(fit.code);
      }
    }
  });
});

describe("around the fits", () => {
  test("the observed curve pools cohorts old enough and keeps its intervals around it", () => {
    const points = valueOf(
      retentionCurve([
        [100, 80, 60],
        [50, 45],
      ]),
    );
    expect(points.map(({ atRisk, renewed }) => [atRisk, renewed])).toEqual([
      [150, 125],
      [80, 60],
    ]);
    expect(points[1]!.survival).toBeCloseTo((125 / 150) * 0.75, 12);
    for (const { rate, low, high } of points) expect(low < rate && rate < high).toBe(true);
  });

  test("the guide asks whether leaving is seen", () => {
    expect(chooseFamily({ leavingSeen: true, occasions: "set times" }).models[0]).toBe("sbg");
    expect(chooseFamily({ leavingSeen: true, occasions: "any time" }).models[0]).toBe("kaplan-meier");
    expect(chooseFamily({ leavingSeen: true, occasions: "set times", history: "rate only" }).models).toEqual([
      "gupta-lehmann",
    ]);
    expect(chooseFamily({ leavingSeen: false, occasions: "any time" }).models[0]).toBe("bg-nbd");
    expect(chooseFamily({ leavingSeen: false, occasions: "set times" }).models[0]).toBe("bg-bb");
    expect(chooseFamily({ leavingSeen: false, occasions: "any time", regular: true }).models[0]).toBe(
      "mbg-cnbd-k",
    );
  });
});
