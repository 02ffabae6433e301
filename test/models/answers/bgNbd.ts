import { bgNbdHeterogeneity } from "../../../src/models/bgNbd/heterogeneity";
import { bgNbd, covariates } from "../../../src/models/index";
import { modelService } from "../../../src/models/serve/service";
import { cdnowHistories } from "../cdnow";
import { type Answer, type Answers, type Entry, number, numbers, valueOf } from "../registry";
import { annualFromWeekly, bg, byBin, cdnow, fitted, histories, standardErrors, who } from "./fitted";

const params = (e: Entry) => numbers(e, "params");
const record = (e: Entry) => {
  const [r, alpha, a, b] = params(e);
  return { r: r!, alpha: alpha!, a: a!, b: b! };
};
const mle: Answer = (_, { data }) => {
  const fit = fitted("bg", data);
  return { ...fit.params, LL: fit.logLikelihood };
};

/** Models.md §9.2. */
export const bgNbdAnswers: Answers = {
  "cov-static": (e) => {
    const saved = bg(params(e)).toJSON();
    const column = { name: "z", centre: 0, sd: 1 };
    const fit = covariates.load({
      ...saved,
      columns: { purchase: [column], dropout: [] },
      coefficients: [
        {
          process: "purchase",
          param: "alpha",
          column: "z",
          value: number(e, "gamma"),
          standardError: null,
          z: null,
          p: null,
          low: null,
          high: null,
          perDeviation: Math.exp(number(e, "gamma")),
          likelihoodRatio: null,
        },
      ],
      plain: 0,
      overall: null,
      aic: 0,
      bic: 0,
      prior: null,
      covariance: null,
    });
    const at = (z: number) => fit.at({ purchase: { z } });
    const z = number(e, "z");
    return [at(z).params["alpha"]!, at(z).expectedTransactions(52), at(0).expectedTransactions(52)];
  },
  "bgnbd-cdnow": { data: true, answer: mle },
  "bgnbd-cdnow-exact": {
    data: true,
    answer: (_, { data }) => {
      const fit = fitted("bg", data);
      return { params: fit.params, LL: fit.logLikelihood, se: standardErrors(fit) };
    },
  },
  "bg-E52": (e) => bg(params(e)).expectedTransactions(52),
  "bg-Et-hardie": {
    data: true,
    answer: (e, { data }) => numbers(e, "t").map((t) => fitted("bg", data).expectedTransactions(t)),
  },
  "bg-cet1": (e) =>
    bg(params(e)).conditionalExpectedTransactions(
      number(e, "t"),
      who([[number(e, "x"), number(e, "tx"), number(e, "T")]]),
    )[0]!,
  "bg-1516": (e) => {
    const customer = who([[number(e, "x"), number(e, "tx"), number(e, "T")]]);
    const fit = bg(params(e));
    return [fit.conditionalExpectedTransactions(52, customer)[0]!, fit.probabilityAlive(customer)[0]!];
  },
  "bg-paradox": (e) => [
    ...bg(params(e)).conditionalExpectedTransactions(52, who([10, 15, 20, 25].map((x) => [x, 20, 39]))),
  ],
  "bg-pmf": (e) => [bg(params(e)).probabilityOfCount(10, 2), bg(params(e)).probabilityOfCount(0, 39)],
  "bg-pmf30": (e) => Array.from({ length: 10 }, (_, i) => bg(params(e)).probabilityOfCount(11 + i, 30)),
  "bg-heterogeneity": (e) => {
    const { rate, dropout } = valueOf(bgNbdHeterogeneity(record(e)));
    return {
      mean_lambda: rate.mean,
      var_lambda: rate.variance,
      mean_p: dropout.mean,
      var_p: dropout.variance,
    };
  },
  "bg-bins": {
    data: true,
    answer: (_, { data }) => {
      const base = cdnow(data);
      return byBin(base.x, fitted("bg", data).conditionalExpectedTransactions(39, base)).mean;
    },
  },
  "cdnow-bins-actual": {
    data: true,
    answer: (_, { data }) => {
      const { x, holdout } = cdnowHistories(data);
      const { mean, n } = byBin(x, holdout);
      return { act: mean, n };
    },
  },
  "bg-misc": (e) => {
    const one = [[2, 30.43, 38.86]] as const;
    const { value, gradient } = bgNbd.logLikelihood(record(e), histories(one));
    const fit = bg(params(e));
    return {
      palive: fit.probabilityAlive(who(one))[0]!,
      ll: value,
      ll_x0: bgNbd.logLikelihood(record(e), histories([[0, 0, 38.86]])).value,
      dert: fit.discountedExpectedTransactions(who(one), {
        annualRate: annualFromWeekly(0.0027),
        horizon: "infinite",
      })[0]!,
      grad: [...gradient],
    };
  },
  "bg-LL-help": (e) =>
    bgNbd.logLikelihood(record(e), histories([[number(e, "x"), number(e, "tx"), number(e, "T")]])).value,
  "bg-palive-help": (e) => {
    const rest = Array.from({ length: 16 }, (_, i) => [5 + i, 30, 39] as const);
    return [...bg(params(e)).probabilityAlive(who([[23, 39, 39], ...rest]))];
  },
  "bg-a1": (e) => bg(params(e)).expectedTransactions(39),
  "bg-extreme": (e) => [
    bg(params(e)).conditionalExpectedTransactions(52, who([[500, 999, 1000]]))[0]!,
    bg(params(e)).expectedTransactions(5000),
  ],
  "bg-hist": {
    data: true,
    answer: (_, { data }) => [
      ...modelService.counts(fitted("bg", data).toJSON(), cdnow(data).T, 7, 1).expected,
    ],
  },
  "track-bg": { data: true, answer: (_, { data }) => tracked("bg", data) },
  "track-pn": { data: true, answer: (_, { data }) => tracked("pareto", data) },
};

function tracked(model: "bg" | "pareto", data: string): number[] {
  const { cumulative } = modelService.tracking({
    fit: fitted(model, data).toJSON(),
    births: cdnow(data).born,
    at: Float64Array.of(1, 13, 26, 39, 52, 78).map((week) => week * 7),
    seed: 1,
  });
  return [...cumulative];
}
