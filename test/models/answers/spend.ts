import { pearson } from "../../../src/math/correlation";
import { hyp2f1 } from "../../../src/math/hypergeometric";
import { scaledExpIntegral } from "../../../src/math/incomplete";
import { gammaGamma } from "../../../src/models/index";
import { cdnowHistories } from "../cdnow";
import { type Answers, type Entry, number, numbers } from "../registry";
import { spendAt } from "./fitted";

const record = (e: Entry) => ({ p: number(e, "p"), q: number(e, "q"), gamma: number(e, "gamma") });

const repeaters = (data: string) => {
  const { x, spend } = cdnowHistories(data);
  const rows = [...x.keys()].filter((i) => x[i]! > 0);
  return { x: Float64Array.from(rows, (i) => x[i]!), spend: Float64Array.from(rows, (i) => spend[i]!) };
};

/** Models.md §9.7 and the special functions of §9.1. */
export const spend: Answers = {
  "gg-cdnow": {
    data: true,
    answer: (_, { data }) => {
      const fit = gammaGamma.fit(repeaters(data));
      return { ...fit.params, LL: fit.logLikelihood };
    },
  },
  "gg-cond": (e) => {
    const { p, q, gamma } = record(e);
    return [
      ...spendAt([p, q, gamma]).conditionalExpectedSpend({
        x: Float64Array.from(numbers(e, "x")),
        spend: Float64Array.from(numbers(e, "zbar")),
      }),
    ];
  },
  "gg-corr": {
    data: true,
    answer: (_, { data }) => {
      const { x, spend: mean } = repeaters(data);
      return pearson(x, mean);
    },
  },
  "rfmclv-gg78": {
    data: true,
    answer: (e, { data }) =>
      gammaGamma.logLikelihood(e.inputs["params78"] as unknown as ReturnType<typeof record>, repeaters(data))
        .value,
  },
  "gg-gradient": (e) => {
    const one = { x: Float64Array.of(number(e, "x")), spend: Float64Array.of(number(e, "zbar")) };
    const { p, q, gamma } = record(e);
    const { value, gradient } = gammaGamma.logLikelihood(record(e), one);
    return {
      grad: [...gradient],
      logf: value,
      EM: spendAt([p, q, gamma]).conditionalExpectedSpend(one)[0]!,
    };
  },
  // The arguments stand in the entry's own words: "(b,c,1/z), …".
  "hyp-cf": (e) =>
    [...e.quantity.matchAll(/\(([\d.]+),([\d.]+),1\/([\d.]+)\)/g)].map(([, b, c, z]) =>
      hyp2f1(Number(b), Number(c), 1 / Number(z)),
    ),
  // U(s, s, z) = z^{1−s}·e^z E_s(z).
  tricomi: (e) => number(e, "z") ** (1 - number(e, "s")) * scaledExpIntegral(number(e, "s"), number(e, "z")),
};
