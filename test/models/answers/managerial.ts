import { guptaLehmann } from "../../../src/models/formula/index";
import {
  allocateBudget,
  associationRules,
  betaRetentionValue,
  concentration,
  ewma,
  extinction,
  lifecycle,
  linkedRetention,
  loyaltyValue,
  ltvToCac,
  netPromoter,
  offerGain,
  payback,
  probabilityBetter,
  referralValue,
  sampleSize,
  similarItems,
  stabilityIndex,
  topShare,
  tornado,
  twoProportions,
  viralValue,
  whaleCurve,
} from "../../../src/models/managerial/index";
import { CALIBRATION_END, cdnowOrders } from "../cdnow";
import { type Answers, type Entry, matrix, number, numbers, valueOf } from "../registry";

/** The five baskets of Tan, Steinbach & Kumar's textbook, as the entry `assoc` spells them. */
const BASKETS = [
  "Bread Milk",
  "Bread Diaper Beer Eggs",
  "Milk Diaper Beer Coke",
  "Bread Milk Diaper Beer",
  "Bread Milk Diaper Coke",
].map((basket) => basket.split(" "));

function beerRule(baskets: readonly (readonly string[])[]) {
  const rules = valueOf(associationRules({ baskets, minCount: 1, minConfidence: 0 }));
  return rules.find((rule) => rule.then[0] === "Beer" && [...rule.if].sort().join() === "Diaper,Milk")!;
}

const similarity = (a: string, b: string) =>
  valueOf(similarItems({ baskets: BASKETS, measure: "cosine", shrinkage: 0, top: 10 }))
    .get(a)!
    .find(({ item }) => item === b)!.similarity;

const arms = (e: Entry) => ({
  a: { successes: number(e, "x1"), trials: number(e, "n1") },
  b: { successes: number(e, "x2"), trials: number(e, "n2") },
});

/** Models.md §6 and §7. */
export const managerial: Answers = {
  whale: (e) => {
    const { shares, peak, peakRank } = valueOf(whaleCurve(numbers(e, "profit")));
    return { cum: shares, peak, peak_rank: peakRank };
  },
  gini: (e) => {
    const { gini, corrected } = valueOf(concentration(numbers(e, "values")));
    return { gini, gini_corrected: corrected };
  },
  "cdnow-conc": {
    data: true,
    answer: (_, { data }) => {
      const orders = cdnowOrders(data);
      const spend = new Float64Array(2357);
      orders.customer.forEach((who, k) => {
        if (orders.day[k]! <= CALIBRATION_END) spend[who]! += orders.value[k]!;
      });
      return {
        total: spend.reduce((sum, value) => sum + value, 0),
        gini: valueOf(concentration(spend)).gini,
        top20: valueOf(topShare(spend, 0.2)),
      };
    },
  },
  payback: (e) => {
    const { period, interpolated, continuous, infiniteValue } = valueOf(
      payback({
        cac: number(e, "cac"),
        margin: number(e, "m"),
        retention: number(e, "r"),
        rate: number(e, "i"),
      }),
    );
    return { first_period: period, interpolated, closed_form: continuous, infinite_value: infiniteValue };
  },
  // The answer is the refusal: NEVER, with the infinite value as its limit.
  "payback-never": (e) => {
    const answer = payback({
      cac: number(e, "cac"),
      margin: number(e, "m"),
      retention: number(e, "r"),
      rate: number(e, "i"),
    });
    if (answer.ok || answer.code !== "NEVER") throw new Error("a cost reached only in the limit paid back");
    return { infinite_value: answer.limit };
  },
  "ltvcac-ci": (e) => {
    const { ratio, error, delta, logDelta, fieller } = valueOf(
      ltvToCac({
        ltv: number(e, "ltv"),
        ltvError: number(e, "se_ltv"),
        cac: number(e, "cac"),
        cacError: number(e, "se_cac"),
      }),
    );
    return { ratio, se: error, delta, logdelta: logDelta, fieller };
  },
  nps: (e) => {
    const { nps, error } = valueOf(
      netPromoter({
        promoters: number(e, "promoters"),
        detractors: number(e, "detractors"),
        n: number(e, "n"),
      }),
    );
    return { nps, se: error };
  },
  assoc: (e) => {
    const baskets = (e.inputs["baskets"] as readonly string[]).map((basket) => basket.split(" "));
    const { support, confidence } = beerRule(baskets);
    return { support, confidence };
  },
  "assoc-more": () => {
    const { lift, leverage, conviction } = beerRule(BASKETS);
    return {
      lift,
      leverage,
      conviction,
      cos_DB: similarity("Diaper", "Beer"),
      cos_MB: similarity("Milk", "Bread"),
    };
  },
  "ab-z": (e) => {
    const { z, p, interval } = valueOf(twoProportions(arms(e)));
    return { z, p, ci: interval };
  },
  "ab-bayes": (e) => valueOf(probabilityBetter(arms(e))),
  "ab-n": (e) => valueOf(sampleSize({ p1: number(e, "p1"), p2: number(e, "p2") })).exact,
  "ewma-nist": (e) => {
    const { value, asymptotic } = valueOf(
      ewma({
        data: numbers(e, "data"),
        target: number(e, "target"),
        sd: number(e, "s"),
        weight: number(e, "lam"),
        width: 3,
      }),
    );
    return { ewma: value, ucl: asymptotic[1], lcl: asymptotic[0] };
  },
  psi: (e) => valueOf(stabilityIndex(numbers(e, "actual"), numbers(e, "expected"))),
  budget: (e) => {
    const value = numbers(e, "value");
    const ceiling = numbers(e, "ceiling");
    const k = numbers(e, "k");
    const found = valueOf(
      allocateBudget(
        numbers(e, "n").map((customers, i) => ({
          customers,
          value: value[i]!,
          ceiling: ceiling[i]!,
          steepness: k[i]!,
        })),
        number(e, "budget"),
      ),
    );
    return {
      lam: found.marginal,
      per_customer: found.perCustomer,
      gain: found.gain,
      gain_uniform: found.uniform,
    };
  },
  loyalty: (e) => {
    const found = valueOf(
      loyaltyValue({
        margin: number(e, "m"),
        retention: number(e, "r0"),
        withProgramme: number(e, "r1"),
        rate: number(e, "i"),
        cost: number(e, "cost"),
        uplift: 0,
        deadweight: 0,
      }),
    );
    return {
      base: found.base,
      break_even_r: found.breakEvenRetention,
      delta_at_r1: found.difference,
    };
  },
  tornado: (e) => {
    const { base, bars } = valueOf(
      tornado({
        base: { m: number(e, "m"), r: number(e, "r"), i: number(e, "i"), ac: number(e, "ac") },
        model: ({ m, r, i, ac }) => {
          const clv = guptaLehmann({
            margin: m!,
            retention: r!,
            rate: i!,
            horizon: "infinite",
            first: "afterOnePeriod",
            cash: "end",
          });
          return clv.ok ? { ...clv, value: clv.value - ac! } : clv;
        },
      }),
    );
    const ends = (name: string) => {
      const bar = bars.find(({ input }) => input === name)!;
      return [bar.atLow, bar.atHigh];
    };
    return { base, m: ends("m"), r: ends("r"), i: ends("i"), ac: ends("ac") };
  },
  referral: (e) => {
    const of = (rate: number) =>
      valueOf(
        viralValue({
          clv: number(e, "clv"),
          multiplier: number(e, "K"),
          rate,
          generations: "infinite",
        }),
      );
    return { simple: of(0), discounted: of(number(e, "d")) };
  },
  crv: (e) =>
    valueOf(
      referralValue(
        [
          {
            won: number(e, "type1"),
            anyway: number(e, "type2"),
            margin: number(e, "margin"),
            incentive: number(e, "incentive"),
            marketing: number(e, "marketing"),
            saved: number(e, "acq_saved"),
          },
        ],
        number(e, "d"),
      ),
    ),
  "mc-closed-form": (e) =>
    valueOf(
      betaRetentionValue({
        margin: number(e, "m"),
        a: number(e, "a"),
        b: number(e, "b"),
        rate: number(e, "i"),
      }),
    ),
  funnel: (e) => {
    const { periods, reach, value } = valueOf(
      lifecycle({ moves: matrix(e, "Q"), reward: numbers(e, "R"), rate: number(e, "i") }),
    );
    return { N_A: periods[0]!, p_AL: reach[0]![3]!, v: value };
  },
  "churn-offer": (e) =>
    valueOf(
      offerGain({
        churn: number(e, "p"),
        save: number(e, "s"),
        value: number(e, "V"),
        cost: number(e, "c"),
        uptake: number(e, "u"),
        contact: number(e, "f"),
      }),
    ),
  "csat-link": (e) =>
    [3, 4, 5].map((score) =>
      valueOf(linkedRetention({ intercept: number(e, "b0"), slope: number(e, "b1") }, score)),
    ),
  "gw-extinction": (e) => valueOf(extinction(number(e, "R"))),
};
