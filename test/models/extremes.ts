import * as lib from "../../src/models/index";
import type { Outcome } from "../../src/models/index";
import { done } from "../../src/models/outcome";

/** One well-posed call per public formula; the suite bends each number of it. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly run: (...args: never[]) => Outcome<unknown>;
}

const call = <A extends readonly unknown[]>(
  name: string,
  run: (...args: A) => Outcome<unknown>,
  ...args: A
): Call => ({ name, args, run: run as unknown as Call["run"] });

const timing = { first: "now", cash: "end" } as const;
const gl = { margin: 100, retention: 0.8, rate: 0.1, growth: 0.02, ...timing };
const sales = {
  contribution: 260,
  promotion: 50,
  retention: 0.75,
  annualRate: 0.2,
  years: 10,
  promotionAt: "mid",
} as const;
const tenure = { growth: 4, initial: 20, ceiling: 50, turn: 5, retention: 0.8, annualRate: 0.2, years: 8 };
const recency = { buy: [0.3, 0.2, 0.1], contribution: 40, contact: 4, rate: 0.2 };
const chain = {
  transition: [
    [0.5, 0.2],
    [0.1, 0.6],
  ],
  reward: [10, -2],
  rate: 0.1,
};
const segment = {
  prospects: 1000,
  acquisitionRate: 0.05,
  sales: 120,
  cost: 70,
  addOnMargin: 5,
  acquisitionSpend: 2,
  retentionSpend: 5,
  addOnSpend: 3,
  retention: 0.8,
};
const spending = {
  margin: 100,
  rate: 0.2,
  acquisition: { ceiling: 0.4, steepness: 0.1 },
  retention: { ceiling: 0.7, steepness: 0.05 },
};
const market = { shares: [0.6, 0.4], volume: 50, margin: 0.4, perYear: 12, annualRate: 0.1, purchases: 12 };
const switching = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const drivers = { last: 1.2, weights: [0.8], ratings: [[4], [3]] };
const firm = {
  scale: 3,
  shift: 1,
  speed: 0.3,
  margin: 20,
  retention: 0.8,
  rate: 0.12,
  acquisitionCost: 30,
  costGrowth: 0.01,
  customers: 10,
};
const pay = { cac: 300, margin: 25, retention: 0.97, rate: 0.01 };
const arms = { a: { successes: 20, trials: 100 }, b: { successes: 30, trials: 100 } };
const network = { recruits: 0.1, retention: 0.8 };
const income = { ...network, retail: 10, depth: 3, override: 0.1, volume: 100, purchases: 5 };
const survivors = [1000, 869, 743, 653, 593];
const question = {
  rate: 0.1,
  renewals: 2,
  next: "due",
  firstPayment: "counted",
  horizon: "infinite",
} as const;
const tallied = (cohorts: number[][], fit: (tally: lib.Tally) => Outcome<unknown>): Outcome<unknown> => {
  const tally = lib.tallyCohorts(cohorts);
  return tally.ok ? fit(tally.value) : tally;
};

export const formulaCalls: readonly Call[] = [
  call("ratePerPeriod", lib.ratePerPeriod, 0.1, 12),
  call("nominalRatePerPeriod", lib.nominalRatePerPeriod, 0.1, 12),
  call("continuousRate", lib.continuousRate, 0.1, 12),
  call("retentionPerPeriod", lib.retentionPerPeriod, 0.8, 12),
  call("simpleRevenue", lib.simpleRevenue, 100, 24),
  call("annuity", lib.annuity, { payment: 100, periods: 24, rate: 0.01, cash: "end" }),
  call("correctionLadder", lib.correctionLadder, {
    spend: 100,
    periods: 24,
    marginShare: 0.3,
    rate: 0.01,
    cash: "mid",
  }),
  call("guptaLehmann for ever", lib.guptaLehmann, { ...gl, horizon: "infinite" }),
  call("guptaLehmann", lib.guptaLehmann, { ...gl, horizon: 12 }),
  call("guptaLehmannElasticities", lib.guptaLehmannElasticities, { ...gl, horizon: 12 }),
  call("guptaLehmannElasticities for ever", lib.guptaLehmannElasticities, { ...gl, horizon: "infinite" }),
  call("marginMultiple", lib.marginMultiple, 0.8, 0.1, 0.02),
  call("orderValueClv", lib.orderValueClv, {
    orderValue: 50,
    frequency: 2,
    marginShare: 0.4,
    churn: 0.1,
    rate: 0.01,
    ...timing,
  }),
  call("cohortValue", lib.cohortValue, {
    active: [9, 5],
    margin: [3, 4],
    rate: 0.1,
    acquired: 10,
    acquisitionCost: 2,
    cash: "end",
  }),
  call("twoPhase", lib.twoPhase, { margin: 9, survival: [1, 0.8], rate: 0.1, next: 70 }),
  call("bergerNasr1", lib.bergerNasr1, sales),
  call("bergerNasr1 for ever", lib.bergerNasr1, { ...sales, years: "infinite" }),
  call("bergerNasr2a", lib.bergerNasr2a, { ...sales, perYear: 2 }),
  call("bergerNasr2b", lib.bergerNasr2b, { ...sales, everyYears: 3 }),
  call("bergerNasr3", lib.bergerNasr3, tenure),
  call("bergerNasr4", lib.bergerNasr4, tenure),
  call("bergerNasr5", lib.bergerNasr5, {
    buy: [0.3, 0.2],
    contribution: 40,
    mailing: 4,
    rate: 0.2,
    horizon: 5,
    mailingAt: "mid",
  }),
  call("bergerNasr5 for ever", lib.bergerNasr5, {
    buy: [0.3, 0.2],
    contribution: 40,
    mailing: 4,
    rate: 0.2,
    horizon: "infinite",
    mailingAt: "mid",
  }),
  call("chainValue", lib.chainValue, chain),
  call("chainFiniteValue", lib.chainFiniteValue, { ...chain, periods: 5 }),
  call("chainDeviation", lib.chainDeviation, chain),
  call("chainPower", lib.chainPower, chain.transition, 4),
  call("bestCutoff", lib.bestCutoff, recency),
  call("bestPolicy", lib.bestPolicy, chain),
  call(
    "transitionFromCounts",
    lib.transitionFromCounts,
    [
      [5, 2],
      [1, 3],
    ],
    0.5,
  ),
  call("customerEquity", lib.customerEquity, { segments: [segment], rate: 0.1, horizon: "infinite" }),
  call("customerEquityPath", lib.customerEquityPath, {
    now: segment,
    periods: [segment, segment],
    rate: 0.1,
  }),
  call("calibrateResponse", lib.calibrateResponse, { rate: 0.15, ceiling: 0.4, spend: 10 }),
  call("spendEquity", lib.spendEquity, { ...spending, acquisitionSpend: 10, retentionSpend: 10 }),
  call("bestSpend", lib.bestSpend, spending),
  call("brandValues", lib.brandValues, { ...market, switching }),
  call("steadyShares", lib.steadyShares, switching),
  call("switchingMatrix", lib.switchingMatrix, drivers),
  call("improveDriver", lib.improveDriver, {
    ...market,
    drivers,
    brand: 0,
    driver: 0,
    change: 0.1,
    spend: 5,
  }),
  call("firmValue", lib.firmValue, firm),
  call("firmElasticities", lib.firmElasticities, firm),
  call("historicalValues", lib.historicalValues, {
    customer: [0, 1],
    time: [0, 1],
    margin: [5, 6],
    customers: 2,
    at: 3,
    rate: 0.1,
  }),
  call("cohortArpu", lib.cohortArpu, {
    customer: [0, 1],
    time: [0, 1],
    margin: [5, 6],
    cohort: [0, 0],
    born: [0, 1],
    end: 3,
    step: 1,
  }),
  call("cohortCounts", lib.cohortCounts, { customer: [0, 1], period: [0, 1], end: 2 }),
];

export const contractualCalls: readonly Call[] = [
  call("tallyCustomers", lib.tallyCustomers, { tenure: [2, 3], left: [1, 0], entry: [0, 1] }),
  call("fitGeometric", (c: number[][]) => tallied(c, lib.fitGeometric), [survivors]),
  call("fitSbg", (c: number[][]) => tallied(c, lib.fitSbg), [survivors]),
  call("fitBdw", (c: number[][]) => tallied(c, lib.fitBdw), [survivors]),
  call("compareContracts", (c: number[][]) => tallied(c, lib.compareContracts), [survivors]),
  call(
    "sbgLogLikelihood",
    (p: lib.Sbg, c: number[][]) => tallied(c, (t) => lib.sbgLogLikelihood(p, t)),
    { alpha: 1, beta: 2 },
    [survivors],
  ),
  call("sbgSurvival", lib.sbgSurvival, { alpha: 0.7, beta: 2 }, 5),
  call("sbgRetention", lib.sbgRetention, { alpha: 0.7, beta: 2 }, 5),
  call("sbgPosterior", lib.sbgPosterior, { alpha: 0.7, beta: 2 }, 5),
  call("bdwSurvival", lib.bdwSurvival, { alpha: 0.7, beta: 2, c: 1.3 }, 5),
  call("discountedLifetime sbg", lib.discountedLifetime, {
    of: { model: "sbg", params: { alpha: 0.7, beta: 2 } },
    ...question,
  }),
  call("discountedLifetime bdw", lib.discountedLifetime, {
    of: { model: "bdw", params: { alpha: 0.7, beta: 2, c: 1.3 } },
    ...question,
  }),
  call("discountedLifetime geometric", lib.discountedLifetime, {
    of: { model: "geometric", params: { churn: 0.2 } },
    ...question,
  }),
  call("discountedLifetime finite", lib.discountedLifetime, {
    of: { model: "bdw", params: { alpha: 0.7, beta: 2, c: 1.3 } },
    ...question,
    horizon: 9,
  }),
  call("residualValue", lib.residualValue, {
    of: { model: "sbg", params: { alpha: 0.7, beta: 2 } },
    rate: 0.1,
    next: "due",
    horizon: "infinite",
    active: [10, 5],
    value: 3,
  }),
  call("retentionCurve", lib.retentionCurve, [survivors, [50, 20]]),
  call("mixtureRetention", lib.mixtureRetention, { weights: [0.5, 0.5], retention: [0.9, 0.5] }, 5),
  call("mixtureValue", lib.mixtureValue, {
    weights: [0.5, 0.5],
    retention: [0.9, 0.5],
    margin: 100,
    rate: 0.1,
  }),
  call("likelihoodRatio", lib.likelihoodRatio, { small: -10, large: -8, df: 1, boundary: true }),
  call("kaplanMeier", lib.kaplanMeier, { time: [1, 2, 3], event: [1, 0, 1], entry: [0, 1, 0] }, 0.95),
  call("logRank", lib.logRank, [
    { time: [1, 2, 3], event: [1, 0, 1] },
    { time: [2, 4], event: [1, 1] },
  ]),
];

export const managerialCalls: readonly Call[] = [
  call("whaleCurve", lib.whaleCurve, [5, 3, -1]),
  call("whaleMoney", lib.whaleMoney, [5, 3, -1]),
  call("concentration", lib.concentration, [5, 3, 1]),
  call("topShare", lib.topShare, [5, 3, 1], 0.2),
  call("acquisitionCost", lib.acquisitionCost, { spend: 500, customers: 10 }),
  call("checkAttribution", lib.checkAttribution, [10, 20], 40),
  call("ltvToCac", lib.ltvToCac, { ltv: 300, ltvError: 15, cac: 100, cacError: 8, level: 0.9 }),
  call("maximumCac", lib.maximumCac, 300, 3),
  call("payback", lib.payback, pay),
  call("cumulativeValue", lib.cumulativeValue, pay, 12),
  call("individualPayback", lib.individualPayback, pay, 12),
  call("paybackDistribution", lib.paybackDistribution, { draws: [pay], levels: [0.5], until: 10 }),
  call("treatUnprofitable", lib.treatUnprofitable, {
    margin: -5,
    low: -8,
    high: -2,
    retention: 0.8,
    rate: 0.1,
    price: 50,
    priceChange: 4,
    lossElasticity: 2,
    saving: 3,
    retentionLoss: 0.1,
    exitCost: 10,
    reputation: { probability: 0.1, referrals: 2, value: 40 },
    protected: false,
  }),
  call("offerGain", lib.offerGain, { churn: 0.3, save: 0.4, value: 250, cost: 20, uptake: 0.5, contact: 1 }),
  call("targetOffers", lib.targetOffers, [
    { churn: 0.3, save: 0.4, value: 250, cost: 20, uptake: 0.5, contact: 1 },
  ]),
  call("qini", lib.qini, { score: [3, 2, 1], treated: [1, 0, 1], kept: [1, 0, 0] }),
  call(
    "allocateBudget",
    lib.allocateBudget,
    [
      { customers: 10, value: 200, ceiling: 0.3, steepness: 0.05 },
      { customers: 50, value: 20, ceiling: 0.5, steepness: 0.1 },
    ],
    400,
  ),
  call("loyaltyValue", lib.loyaltyValue, {
    margin: 100,
    retention: 0.7,
    withProgramme: 0.78,
    rate: 0.1,
    cost: 12,
    uplift: 1,
    deadweight: 0.3,
  }),
  call("rewardCost", lib.rewardCost, { earn: 0.05, spend: 200, redemption: 0.8, breakage: 0.2, admin: 1 }),
  call("pointsLiability", lib.pointsLiability, [{ points: 1000, value: 0.01, redemption: 0.7 }]),
  call(
    "referralValue",
    lib.referralValue,
    [{ won: 5, anyway: 3, margin: 30, incentive: 5, marketing: 2, saved: 40 }],
    0.1,
  ),
  call("viralValue", lib.viralValue, { clv: 100, multiplier: 0.3, rate: 0.1, generations: 5 }),
  call("viralValue for ever", lib.viralValue, {
    clv: 100,
    multiplier: 0.3,
    rate: 0.1,
    generations: "infinite",
  }),
  call("viralMultiplier", lib.viralMultiplier, 5, 0.2),
  call("lifetimeRecruits", lib.lifetimeRecruits, network),
  call("networkValue", lib.networkValue, { ...network, own: 10, rate: 0.1, delay: 2 }),
  call("participantIncome", lib.participantIncome, income),
  call("extinction", lib.extinction, 1.5),
  call("simulateIncomes", lib.simulateIncomes, { ...income, people: 20, cap: 100, seed: 1 }),
  call("checkCostClaim", lib.checkCostClaim, {
    acquisitionSpend: 5000,
    acquired: 50,
    retentionSpend: 2000,
    base: 1000,
    retentionBefore: 0.7,
    retentionAfter: 0.75,
  }),
  call("returnOnInvestment", lib.returnOnInvestment, { gain: 150, spend: 100, gainError: 10, z: 1.96 }),
  call(
    "tornado",
    (base: lib.Inputs, relative: number) =>
      lib.tornado({ base, relative, model: ({ r, m }) => lib.marginMultiple(r!, m!) }),
    { r: 0.8, m: 0.1 },
    0.1,
  ),
  call(
    "monteCarlo",
    (a: number, b: number, mean: number, sd: number, seed: number) =>
      lib.monteCarlo({
        inputs: { r: { is: "beta", a, b }, m: { is: "gamma", mean, sd }, l: { is: "lognormal", mean, sd } },
        model: ({ r, m, l }) => done(r! * m! + l!, {}),
        draws: 100,
        seed,
        levels: [0.5],
      }),
    80,
    20,
    5,
    1,
    3,
  ),
  call("betaRetentionValue", lib.betaRetentionValue, { margin: 100, a: 80, b: 20, rate: 0.12 }),
  call("rfmScores", lib.rfmScores, { recency: [1, 5, 9], frequency: [3, 1, 1], monetary: [5, 6, 7] }, 5),
  call("cutScores", lib.cutScores, [1, 5, 9], "high", [2, 6]),
  call("rfmSegment", lib.rfmSegment, 5, 4, 3),
  call("kMeans", lib.kMeans, {
    features: [
      [1, 2, 9, 10],
      [4, 4, 5, 1],
    ],
    clusters: 2,
    log: true,
    seed: 1,
    restarts: 3,
  }),
  call("betweenShare", (values: number[]) => lib.betweenShare(values, ["a", "b", "a"]), [1, 5, 2]),
  call("lifecycle", lib.lifecycle, { moves: chain.transition, reward: chain.reward, rate: 0.1 }),
  call("funnel", lib.funnel, [100, 50, 5]),
  call("wilson", lib.wilson, 5, 20, 0.95),
  call("ruleMeasures", lib.ruleMeasures, 3, 5, 7, 20),
  call("addOnValue", lib.addOnValue, { accept: 0.1, margin: 20, cannibalisation: 0.2, futureOrders: 4 }),
  call("netPromoter", lib.netPromoter, { promoters: 0.5, detractors: 0.2, n: 400 }),
  call("netPromoterFromScores", lib.netPromoterFromScores, [10, 6, 8]),
  call("satisfaction", lib.satisfaction, [5, 3, 1], 0.95),
  call("linkedRetention", lib.linkedRetention, { intercept: -1, slope: 0.6 }, 3),
  call("valueOfPoint", lib.valueOfPoint, { intercept: -1, slope: 0.6 }, { score: 3, margin: 100, rate: 0.1 }),
  call("fitRetentionLink", lib.fitRetentionLink, [1, 2, 3, 4, 5], [0, 1, 0, 1, 1]),
  call("twoProportions", lib.twoProportions, arms, 0.95),
  call("probabilityBetter", lib.probabilityBetter, arms),
  call("sampleSize", lib.sampleSize, { p1: 0.2, p2: 0.25, alpha: 0.05, power: 0.8 }),
  call(
    "valueDifference",
    lib.valueDifference,
    { value: [1, 2, 4], before: [1, 2, 3] },
    { value: [2, 3, 9], before: [2, 2, 5] },
    0.95,
  ),
  call("ewma", lib.ewma, { data: [1, 2, 3], target: 2, sd: 1, weight: 0.3, width: 3 }),
  call("ewmaRunLength", lib.ewmaRunLength, { weight: 0.3, width: 3, shift: 0.5 }),
  call("cusum", lib.cusum, { data: [1, 2, 3], target: 2, sd: 1, slack: 0.5, limit: 4 }),
  call("cusumRunLength", lib.cusumRunLength, 0.5, 4),
  call("stabilityIndex", lib.stabilityIndex, [0.4, 0.6], [0.5, 0.5]),
  call("heterogeneity", lib.bgNbdHeterogeneity, { r: 0.2, alpha: 4, a: 0.8, b: 2.4 }),
];
