import * as lib from "../../../src/models/index";
import { type Call, plain } from "./call";

const chain = [
  [0.5, 0.2],
  [0.1, 0.6],
];
const sbg = { alpha: 0.7, beta: 2 };
const tally = { lost: [0, 131, 126, 90], kept: [0, 0, 0, 653], entered: [1000], customers: 1000 };
const curve = { points: [{ time: 1, survival: 0.5 }], followUp: 2 } as never;
const shop = [
  [["a"], ["b"]],
  [["a"], ["a", "b"]],
];

export const plainCalls: readonly Call[] = [
  plain("tenureProfit", lib.tenureProfit, { growth: 4, initial: 20, ceiling: 50, turn: 5 }, 3),
  plain("recencyChain", lib.recencyChain, { buy: [0.3, 0.2], contribution: 40, contact: 4, rate: 0.2 }),
  plain("respond", lib.respond, { ceiling: 0.4, steepness: 0.1 }, 10),
  plain("marginalResponse", lib.marginalResponse, { ceiling: 0.4, steepness: 0.1 }, 10),
  plain("substochastic", (m: lib.Matrix) => lib.substochastic("chain", m), chain),
  plain("stochastic", (m: lib.Matrix) => lib.stochastic("chain", m), [
    [0.8, 0.2],
    [0.3, 0.7],
  ]),
  plain("checkDistribution", (d: lib.Distribution) => lib.checkDistribution("input", d), {
    is: "one of",
    values: [1, 2],
  }),
  plain("geometricLogLikelihood", lib.geometricLogLikelihood, { churn: 0.2 }, tally),
  plain("sbgLikelihood", lib.sbgLikelihood, tally),
  plain("bdwLikelihood", lib.bdwLikelihood, tally),
  plain("bdwLnSurvival", lib.bdwLnSurvival, { ...sbg, c: 1.3 }, 5),
  plain("lnSurvival", lib.lnSurvival, { model: "sbg", params: sbg }, 5),
  plain("atRisk", lib.atRisk, tally),
  plain("fitGeometric", lib.fitGeometric, tally),
  plain("fitSbg", lib.fitSbg, tally),
  plain("fitBdw", lib.fitBdw, tally),
  plain("compareContracts", lib.compareContracts, tally),
  plain("sbgLogLikelihood", lib.sbgLogLikelihood, { alpha: 1, beta: 2 }, tally),
  plain("survivalAt", lib.survivalAt, curve, 1),
  plain("truncatedValue", lib.truncatedValue, curve, { margin: 10, rate: 0.1 }),
  plain("chooseFamily", lib.chooseFamily, { leavingSeen: true, occasions: "set times", history: "cohorts" }),
  plain("nextBasketModel", lib.nextBasketModel, shop, "markov"),
  plain("associationRules", lib.associationRules, { baskets: shop[1]!, minCount: 1, minConfidence: 0.1 }),
  plain("similarItems", lib.similarItems, { baskets: shop[1]!, measure: "cosine", shrinkage: 1, top: 2 }),
  plain("recommendItems", lib.recommendItems, new Map(), ["a"], 2),
  plain("falseDiscovery", lib.falseDiscovery, [0.1, 0.2]),
  plain("rankScores", lib.rankScores, [1, 5, 9], "high", 5),
  plain(
    "tornado",
    (base: lib.Inputs, ranges: Record<string, readonly [number, number]>, limits: typeof ranges) =>
      lib.tornado({ base, ranges, limits, model: ({ r, m }) => lib.marginMultiple(r!, m!) }),
    { r: 0.8, m: 0.1 },
    { r: [0.7, 0.9] },
    { r: [0, 1] },
  ),
  plain(
    "monteCarlo",
    (inputs: Record<string, lib.Distribution>, levels: number[], correlation: number[][]) =>
      lib.monteCarlo({
        inputs,
        levels,
        correlation,
        model: ({ r, m }) => lib.marginMultiple(r!, m!),
        draws: 100,
        seed: 1,
      }),
    { r: { is: "uniform", low: 0.7, high: 0.8 }, m: { is: "one of", values: [0.1, 0.2] } },
    [0.5],
    [
      [1, 0.2],
      [0.2, 1],
    ],
  ),
];
