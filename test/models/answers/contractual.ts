import {
  discountedLifetime,
  fitBdw,
  fitSbg,
  kaplanMeier,
  logRank,
  mixtureRetention,
  mixtureValue,
  residualValue,
  sbgLogLikelihood,
  sbgRetention,
  sbgSurvival,
  survivalAt,
  tallyCohorts,
} from "../../../src/models/contractual/index";
import { type Answer, type Answers, type Entry, matrix, number, numbers, valueOf } from "../registry";

const params = (e: Entry) => ({ alpha: number(e, "alpha"), beta: number(e, "beta") });
const one = (e: Entry) => valueOf(tallyCohorts([numbers(e, "survivors")]));

const sbg: Answer = (e) => {
  const fit = valueOf(fitSbg(one(e)));
  return { ...fit.params, LL: fit.logLikelihood };
};
const bdw: Answer = (e) => {
  const fit = valueOf(fitBdw(one(e)));
  return { ...fit.params, LL: fit.logLikelihood };
};
const survival: Answer = (e) => valueOf(sbgSurvival(params(e), 12)).slice(1);
const retention: Answer = (e) => valueOf(sbgRetention(params(e), 12));
const newCustomer = { renewals: null, next: "due", firstPayment: "counted", horizon: "infinite" } as const;
const residual = { next: "due", firstPayment: "counted", horizon: "infinite" } as const;
const lifetime: Answer = (e) =>
  valueOf(
    discountedLifetime({ of: { model: "sbg", params: params(e) }, rate: number(e, "d"), ...newCustomer }),
  );

/** Models.md §8. */
export const contractual: Answers = {
  "sbg-highend-mle": sbg,
  "sbg-highend-5": sbg,
  "sbg-regular-mle": sbg,
  "sbg-regular-5": sbg,
  "bdw-highend-8": bdw,
  "bdw-highend-5": bdw,
  "bdw-regular-8": bdw,
  "bdw-regular-5": bdw,
  "sbg-highend-S": survival,
  "sbg-regular-S": survival,
  "sbg-highend-r": retention,
  "sbg-regular-r": retention,
  "sbg-highend-DEL": lifetime,
  "sbg-regular-DEL": lifetime,
  "sbg-LL11": (e) =>
    valueOf(sbgLogLikelihood({ alpha: 1, beta: 1 }, valueOf(tallyCohorts([numbers(e, "survivors_share")]))))
      .value,
  "sbg-gradient": (e) => valueOf(sbgLogLikelihood(params(e), one(e))).gradient,
  "sbg-multicohort": (e) => valueOf(fitSbg(valueOf(tallyCohorts(matrix(e, "cohorts"))))).params,
  "sbg-derl": (e) =>
    [0, 1, 2, 3, 4].map((renewals) =>
      valueOf(
        discountedLifetime({
          of: { model: "sbg", params: params(e) },
          rate: number(e, "d"),
          renewals,
          ...residual,
        }),
      ),
    ),
  "sbg-base-value": (e) =>
    valueOf(
      residualValue({
        of: { model: "sbg", params: params(e) },
        rate: number(e, "d"),
        next: "due",
        horizon: "infinite",
        active: numbers(e, "active"),
        value: 1,
      }),
    ).total,
  "sbg-base-naive": (e) =>
    valueOf(
      residualValue({
        of: { model: "geometric", params: { churn: 1 - number(e, "r") } },
        rate: number(e, "d"),
        next: "due",
        horizon: "infinite",
        active: [number(e, "active")],
        value: 1,
      }),
    ).total,
  "sbg-mean-tenure": (e) =>
    valueOf(discountedLifetime({ of: { model: "sbg", params: params(e) }, rate: 0, ...newCustomer })),
  "km-6mp": (e) => {
    const curve = valueOf(kaplanMeier({ time: numbers(e, "time"), event: numbers(e, "event") }));
    const at = [6, 7, 10, 13, 16, 22, 23];
    return {
      S: at.map((time) => survivalAt(curve, time)),
      se: at.map((time) => curve.points.find((point) => point.time === time)!.error),
    };
  },
  "logrank-6mp": (e) => {
    const placebo = numbers(e, "time2");
    const { chiSquared, observed, expected, covariance } = valueOf(
      logRank([
        { time: numbers(e, "time1"), event: numbers(e, "event1") },
        { time: placebo, event: placebo.map(() => 1) },
      ]),
    );
    return { chi2: chiSquared, O: observed[0]!, E: expected[0]!, V: covariance[0]![0]! };
  },
  "mixture-sorting": (e) => {
    const mixture = {
      weights: [number(e, "w"), 1 - number(e, "w")],
      retention: numbers(e, "r"),
    };
    const { value, naive } = valueOf(mixtureValue({ ...mixture, margin: 100, rate: 0.1 }));
    return { r: valueOf(mixtureRetention(mixture, 5)), true: value, naive };
  },
};
