import { beforeAll, describe, expect, test } from "vitest";
import { clv, gammaGamma, ModelRefused, paretoNbd } from "../../../src/models";
import type { SavedFit } from "../../../src/models";
import { familyOf } from "../../../src/models/catalogue";
import { scoreCustomers } from "../../../src/models/score/customers";
import { guarded } from "../../../src/models/serve/guarded";
import { heed } from "../../../src/models/serve/progress";
import { modelService } from "../../../src/models/serve/service";
import type { ScoreRequest, Scores } from "../../../src/models/service";
import { random } from "../../../src/math/random";
import { simulateHistories, simulateSpend } from "../simulated";

const truth = { r: 0.8, alpha: 8, s: 0.7, beta: 15 };
const money = [6, 4, 20] as const;
const CUSTOMERS = 600;
const data = simulateHistories(truth, CUSTOMERS, 31, [200, 420]);
const who = { x: data.x, tx: data.tx, T: data.T, spend: simulateSpend(data.x, money, 32) };
const part = (n: number) => ({
  x: data.x.slice(0, n),
  tx: data.tx.slice(0, n),
  T: data.T.slice(0, n),
});
let fit: SavedFit;
let spend: SavedFit;
let request: ScoreRequest;
let scores: Scores;
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

beforeAll(() => {
  fit = modelService.fit("pareto-nbd", data);
  spend = modelService.fitSpend(who).fit;
  request = { fit, spend, who, margin: 0.3, annualRate: 0.1, horizon: { years: 1 }, level: 0.95, seed: 5 };
  scores = modelService.score(request);
});

describe("scores", () => {
  test("value = margin × discounted purchases × expected spend, per customer and in total", () => {
    const dert = paretoNbd.load(fit).discountedExpectedTransactions(who, request);
    const mean = gammaGamma.load(spend).conditionalExpectedSpend(who);
    scores.clv.forEach((value, i) => expect(value).toBeCloseTo(0.3 * dert[i]! * mean[i]!, 9));
    expect(scores.total.value).toBeCloseTo(sum(scores.clv), 6);
    expect(scores.ordersTotal.value).toBeCloseTo(sum(scores.orders), 6);
    expect(scores.spend).toEqual(mean);
  });

  test("intervals hold the value, and the total's is narrower than the sum of them", () => {
    scores.clv.forEach((_value, i) => {
      expect(scores.low[i]).toBeGreaterThanOrEqual(0);
      expect(scores.high[i]).toBeGreaterThanOrEqual(scores.low[i]!);
    });
    expect(scores.total.low).toBeLessThan(scores.total.value);
    expect(scores.total.high).toBeGreaterThan(scores.total.value);
    expect(scores.total.high - scores.total.low).toBeLessThan(0.5 * (sum(scores.high) - sum(scores.low)));
  });

  test("a long call says how far it is: never back, to the end", () => {
    const heard: number[] = [];
    let all = 0;
    scoreCustomers({
      ...request,
      family: familyOf(fit.model),
      draws: 50,
      progress: (done, of) => {
        heard.push(done);
        all = of;
      },
    });
    expect(heard.length).toBeGreaterThan(3);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(all);
  });

  test("a margin only scales, a negative one turns the interval round", () => {
    const double = modelService.score({ ...request, margin: 0.6 });
    const loss = modelService.score({ ...request, margin: -0.3 });
    scores.high.forEach((high, i) => {
      expect(double.high[i]).toBeCloseTo(2 * high, 6);
      expect(loss.low[i]).toBeCloseTo(-high, 6);
    });
    expect(loss.total.low).toBeCloseTo(-scores.total.high, 6);
    expect(double.orders).toEqual(scores.orders);
    // The same numbers without anything kept from an earlier call.
    const fresh = scoreCustomers({ ...request, family: familyOf(fit.model), margin: 0.6, draws: 400 });
    double.high.forEach((high, i) => expect(Math.abs(high - fresh.high[i]!)).toBeLessThan(1e-5 * (1 + high)));
    expect(double.total.high).toBeCloseTo(fresh.total.high, 3);
  });

  test.each(["margin", "annualRate", "horizon", "all"] as const)(
    "a move of %s is answered from what is kept, and is what scoring anew gives",
    (what) => {
      const other = { margin: 0.42, annualRate: 0.07, horizon: { weeks: 31 } } as const;
      const there = what === "all" ? other : { [what]: other[what] };
      modelService.score(request);
      const draws: number[] = [];
      heed((done) => draws.push(done));
      const moved = modelService.score({ ...request, ...there });
      const back = modelService.score({ ...request, ...there });
      const reports = draws.length;
      modelService.score({ ...request, ...there, margin: 0.9 });
      heed(() => undefined);
      // Worlds are drawn for another rate or horizon; for another margin, or the same terms again, never.
      expect(draws).toHaveLength(reports);
      if (what === "margin") expect(draws).toEqual([]);
      else expect(draws.at(-1)).toBe(400 * CUSTOMERS);
      expect(back).toEqual(moved);
      const options = { ...request, ...there, family: familyOf(fit.model), draws: 400 };
      const anew = scoreCustomers(options);
      const dert = paretoNbd.load(fit).discountedExpectedTransactions(who, options);
      const mean = gammaGamma.load(spend).conditionalExpectedSpend(who);
      moved.clv.forEach((value, i) => {
        const one = options.margin * dert[i]! * mean[i]!;
        expect(Math.abs(value - one)).toBeLessThanOrEqual(1e-9 * one);
        expect(Math.abs(value - anew.clv[i]!)).toBeLessThanOrEqual(1e-12 * one);
        expect(Math.abs(moved.orders[i]! - anew.orders[i]!)).toBeLessThanOrEqual(
          1e-12 * (1 + anew.orders[i]!),
        );
        // Draws are kept in 32 bits.
        expect(Math.abs(moved.low[i]! - anew.low[i]!)).toBeLessThanOrEqual(1e-6 * (1 + anew.low[i]!));
        expect(Math.abs(moved.high[i]! - anew.high[i]!)).toBeLessThanOrEqual(1e-6 * (1 + anew.high[i]!));
      });
      for (const total of ["total", "ordersTotal"] as const)
        for (const end of ["value", "low", "high"] as const)
          expect(moved[total][end] / anew[total][end]).toBeCloseTo(1, 9);
    },
  );

  test("worlds looked at under one rate or horizon after another are those looked at anew, to the last bit", () => {
    const terms = [
      { annualRate: 0.1, horizon: { years: 1 } },
      { annualRate: 0.03, horizon: { years: 1 } },
      { annualRate: 0.03, horizon: { weeks: 9 } },
      { annualRate: 0.2, horizon: { weeks: 120 } },
      { annualRate: 0.2, horizon: "infinite" },
      { annualRate: 0.3, horizon: { weeks: 120 } },
    ] as const;
    for (const id of ["bg-nbd", "bg-cnbd-k", "ggom-nbd"]) {
      const of = modelService.fit(id, { unit: "week", ...part(150) });
      const asked = {
        ...request,
        fit: of,
        who: { ...part(150), spend: who.spend.slice(0, 150) },
        draws: 30,
        seed: 9,
      };
      for (const one of terms) {
        const moved = modelService.score({ ...asked, ...one, margin: 1 });
        const anew = scoreCustomers({ ...asked, ...one, margin: 1, family: familyOf(id) });
        expect(moved.low).toEqual(anew.low);
        expect(moved.high).toEqual(anew.high);
        expect(moved.total).toEqual(anew.total);
        expect(moved.ordersTotal).toEqual(anew.ordersTotal);
      }
    }
  });

  test("what is kept is that of these customers and these fits", () => {
    modelService.score(request);
    const fewer = {
      ...who,
      x: who.x.slice(1),
      tx: who.tx.slice(1),
      T: who.T.slice(1),
      spend: who.spend.slice(1),
    };
    expect(modelService.score({ ...request, who: fewer, draws: 20 }).clv).toEqual(scores.clv.slice(1));
    const richer = { ...spend, params: { ...spend.params, gamma: 2 * spend.params["gamma"]! } };
    expect(modelService.score({ ...request, spend: richer, draws: 20 }).total.value).toBeGreaterThan(
      scores.total.value,
    );
    const refused = { ...spend, status: "refused" as const };
    expect(() => modelService.score({ ...request, spend: refused })).toThrow(ModelRefused);
    expect(modelService.score({ ...request, draws: 20 }).clv).toEqual(scores.clv);
  });

  test("money in another unit scales every amount (P14)", () => {
    const pence = { ...who, spend: who.spend.map((value) => value * 100) };
    const other = modelService.score({ ...request, spend: modelService.fitSpend(pence).fit, who: pence });
    expect(other.total.value / scores.total.value).toBeCloseTo(100, 6);
    expect(other.total.high / scores.total.high).toBeCloseTo(100, 3);
  });

  test("a customer's interval does not depend on who else is scored", () => {
    const first = {
      x: who.x.slice(0, 40),
      tx: who.tx.slice(0, 40),
      T: who.T.slice(0, 40),
      spend: who.spend.slice(0, 40),
    };
    const few = modelService.score({ ...request, who: first });
    expect(few.low).toEqual(scores.low.slice(0, 40));
    expect(few.high).toEqual(scores.high.slice(0, 40));
  });

  test("another seed moves the interval a little, the value not at all", () => {
    const other = modelService.score({ ...request, seed: 6 });
    expect(other.clv).toEqual(scores.clv);
    expect(other.high).not.toEqual(scores.high);
    expect(other.total.high / scores.total.high).toBeCloseTo(1, 1);
  });

  test("the infinite horizon is worth more; a fixed value of a purchase replaces the spend model", () => {
    const ever = modelService.score({ ...request, horizon: "infinite", draws: 50 });
    expect(ever.total.value).toBeGreaterThan(scores.total.value);
    expect(ever.total.low).toBeGreaterThan(scores.total.low);
    const fixed = modelService.score({ ...request, spend: 25, draws: 50 });
    expect(fixed.spend.every((value) => value === 25)).toBe(true);
  });

  test("clv() gives the same and names its convention", () => {
    const result = clv({
      transactions: paretoNbd.load(fit),
      spend: gammaGamma.load(spend),
      who,
      annualRate: 0.1,
      horizon: { years: 1 },
      margin: 0.3,
      seed: 5,
    });
    expect(result.value).toEqual(scores.clv.map((_v, i) => result.value[i]!));
    expect(result.total.value).toBeCloseTo(scores.total.value, 6);
    expect(result.convention).toEqual({
      of: "residual",
      annualRate: 0.1,
      unit: "week",
      horizon: { years: 1 },
      first: "excluded",
      level: 0.95,
    });
  });

  test("what cannot be scored says why", () => {
    const refused = modelService.fit("bg-nbd", {
      unit: "week",
      x: new Float64Array(50),
      tx: new Float64Array(50),
      T: new Float64Array(50).fill(9),
    });
    expect(() => modelService.score({ ...request, fit: refused })).toThrow(ModelRefused);
    expect(() => modelService.score({ ...request, margin: NaN })).toThrow("margin.invalid");
    expect(() => modelService.score({ ...request, annualRate: 0, horizon: "infinite" })).toThrow(
      "model.diverges",
    );
    expect(() => modelService.fit("magic", data)).toThrow("model.unknown");
    // Over a worker's border the code must survive.
    expect(() => guarded(modelService).score({ ...request, fit: refused })).toThrow(
      expect.objectContaining({ code: "model.refused" }) as Error,
    );
  });
});

describe("predictive intervals are honest", () => {
  /** The truth lives on: each customer's purchases in the 52 weeks after T, from the process itself. */
  function future(seed: number): { history: typeof data; orders: Float64Array } {
    const g = random(seed);
    const n = 800;
    const [x, tx, T, orders] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let i = 0; i < n; i++) {
      const end = 30 + 30 * g.uniform();
      const rate = g.gamma(truth.r) / truth.alpha;
      const life = g.exponential() / (g.gamma(truth.s) / truth.beta);
      T[i] = end;
      for (let t = g.exponential() / rate; t < Math.min(life, end + 52); t += g.exponential() / rate) {
        if (t > end) orders[i] = orders[i]! + 1;
        else {
          x[i] = x[i]! + 1;
          tx[i] = t;
        }
      }
    }
    return { history: { unit: "week", x, tx, T }, orders };
  }

  test("95 % and 80 % intervals of customers and totals cover what happens", () => {
    let inside = 0;
    let counted = 0;
    let totals = 0;
    const worlds = 10;
    for (let world = 0; world < worlds; world++) {
      const { history, orders } = future(100 + world);
      const options = {
        fit: modelService.fit("pareto-nbd", history),
        spend: 1,
        margin: 1,
        annualRate: 0,
        horizon: 52,
        seed: world,
        draws: 200,
      };
      const people = { x: history.x, tx: history.tx, T: history.T, spend: history.x };
      const wide = modelService.score({ ...options, who: people, level: 0.95 });
      orders.forEach((count, i) => {
        counted++;
        if (count >= wide.low[i]! - 1e-6 && count <= wide.high[i]! + 1e-6) inside++;
      });
      const actual = sum(orders);
      if (actual >= wide.ordersTotal.low && actual <= wide.ordersTotal.high) totals++;
    }
    // Counts are whole, so intervals cover at least their nominal share.
    expect(inside / counted).toBeGreaterThan(0.92);
    expect(totals).toBeGreaterThanOrEqual(worlds - 3);
  });
});

describe("bands", () => {
  test("counts: expected adds up to the customers, bands hold it", () => {
    const { expected, low, high } = modelService.counts(fit, data.T, 7, 3);
    expect(expected).toHaveLength(8);
    expect(sum(expected)).toBeCloseTo(data.T.length, 8);
    expected.forEach((value, k) => {
      expect(low[k]).toBeLessThan(value);
      expect(high[k]).toBeGreaterThan(value);
    });
    // The data were made by this very process: most observed counts lie in their band.
    const observed = new Float64Array(8);
    for (const x of data.x) observed[Math.min(7, x)] = observed[Math.min(7, x)]! + 1;
    const held = observed.filter((value, k) => value >= low[k]! && value <= high[k]!).length;
    expect(held).toBeGreaterThanOrEqual(6);
  });

  test("tracking: rises, steps add up, nobody buys before they are born", () => {
    const births = Float64Array.from({ length: 420 }, (_, i) => 10 + (i % 60));
    const at = Float64Array.from([7, 14, 70, 140, 280]);
    const curve = modelService.tracking({ fit, births, at, seed: 2 });
    expect(curve.cumulative[0]).toBe(0);
    expect(curve.high[0]).toBe(0);
    expect(sum(curve.step)).toBeCloseTo(curve.cumulative[4]!, 9);
    for (let k = 2; k < 5; k++) {
      expect(curve.cumulative[k]).toBeGreaterThan(curve.cumulative[k - 1]!);
      expect(curve.low[k]).toBeLessThan(curve.cumulative[k]!);
      expect(curve.high[k]).toBeGreaterThan(curve.cumulative[k]!);
      expect(curve.stepHigh[k]).toBeGreaterThan(curve.step[k]!);
    }
    // A sample of many customers stands for all: nearly the same band per customer.
    const crowd = Float64Array.from({ length: 12_600 }, (_, i) => 10 + (i % 60));
    const large = modelService.tracking({ fit, births: crowd, at, seed: 2 });
    expect(large.cumulative[4]! / 30).toBeCloseTo(curve.cumulative[4]!, 6);
    expect((large.high[4]! - large.low[4]!) / 30).toBeLessThan(curve.high[4]! - curve.low[4]!);
  });

  test("independence of how much and how often: found where it is broken", () => {
    const free = modelService.fitSpend(who).independence;
    expect(free.low).toBeLessThan(0);
    expect(free.high).toBeGreaterThan(0);
    const bound = modelService.fitSpend({
      x: who.x,
      spend: who.spend.map((z, i) => z * (1 + who.x[i]!)),
    }).independence;
    expect(bound.correlation).toBeGreaterThan(0.4);
    expect(bound.p).toBeLessThan(1e-6);
    const mean = modelService.fitSpend(who).mean!;
    expect(mean.low).toBeLessThan(mean.value);
    expect(
      modelService.fitSpend({ x: Float64Array.of(...who.x, 2), spend: Float64Array.of(...who.spend, -4) })
        .leftOut,
    ).toBe(1);
  });
});
