import * as lib from "../../../src/models/index";
import type { Outcome } from "../../../src/models/index";
import { type Call, call } from "./call";

const question = {
  rate: 0.1,
  renewals: 2,
  next: "due",
  firstPayment: "counted",
  horizon: "infinite",
} as const;
const survivors = [1000, 869, 743, 653, 593];
const tallied = (cohorts: number[][], fit: (tally: lib.Tally) => Outcome<unknown>): Outcome<unknown> => {
  const tally = lib.tallyCohorts(cohorts);
  return tally.ok ? fit(tally.value) : tally;
};

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
