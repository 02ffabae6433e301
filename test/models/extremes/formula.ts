import * as lib from "../../../src/models/index";
import { type Call, call } from "./call";

const timing = { first: "now", cash: "end" } as const;
const gl = { margin: 100, retention: 0.8, rate: 0.1, growth: 0.02, ...timing };
const market = { shares: [0.6, 0.4], volume: 50, margin: 0.4, perYear: 12, annualRate: 0.1, purchases: 12 };
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
const period = { retention: 0.8, sales: 120, cost: 70, retentionSpend: 5, addOnSpend: 3 };
const spending = {
  margin: 100,
  rate: 0.2,
  acquisition: { ceiling: 0.4, steepness: 0.1 },
  retention: { ceiling: 0.7, steepness: 0.05 },
};
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
    now: { prospects: 1000, acquisitionRate: 0.05, sales: 120, cost: 70, acquisitionSpend: 2 },
    periods: [period, period],
    rate: 0.1,
  }),
  call("calibrateResponse", lib.calibrateResponse, { rate: 0.15, ceiling: 0.4, spend: 10 }),
  call("spendEquity", lib.spendEquity, { ...spending, acquisitionSpend: 10, retentionSpend: 10 }),
  call("bestSpend", lib.bestSpend, spending),
  call("brandValues", lib.brandValues, { ...market, switching }),
  call("steadyShares", lib.steadyShares, switching),
  call("switchingMatrix", lib.switchingMatrix, drivers),
  call("estimateSwitching", lib.estimateSwitching, [
    { last: 0, next: [0.7, 0.3], ratings: [[4], [3]] },
    { last: 1, next: [0.4, 0.6], ratings: [[3], [4]] },
    { last: 0, next: [0.5, 0.5], ratings: [[2], [4]], weight: 2 },
  ]),
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
