import { clv, nbd, paretoNbd } from "../../../src/models/index";
import { type Answers, type Entry, number, numbers, matrix } from "../registry";
import {
  annualFromWeekly,
  byBin,
  cdnow,
  fitted,
  histories,
  pareto,
  spendAt,
  standardErrors,
  who,
} from "./fitted";

const params = (e: Entry) => numbers(e, "params");
const record = (values: readonly number[]) => {
  const [r, alpha, s, beta] = values;
  return { r: r!, alpha: alpha!, s: s!, beta: beta! };
};
const weekly = { annualRate: annualFromWeekly(0.0027), horizon: "infinite" } as const;

/** Models.md §9.4, and the NBD as its benchmark. */
export const paretoNbdAnswers: Answers = {
  "pnbd-cdnow": {
    data: true,
    answer: (_, { data }) => {
      const fit = fitted("pareto", data);
      return { ...fit.params, LL: fit.logLikelihood };
    },
  },
  "pnbd-cdnow-exact": {
    data: true,
    answer: (_, { data }) => {
      const fit = fitted("pareto", data);
      return { params: fit.params, LL: fit.logLikelihood, se: standardErrors(fit) };
    },
  },
  "pnbd-cdnow-se": { data: true, answer: (_, { data }) => standardErrors(fitted("pareto", data)) },
  "nbd-cdnow": {
    data: true,
    answer: (_, { data }) => {
      const fit = fitted("nbd", data);
      return { ...fit.params, LL: nbd.logLikelihood(record2(fit.params), cdnow(data)).value };
    },
  },
  "rfmclv-78wk": {
    data: true,
    answer: (e, { data }) => {
      const at = e.inputs["params78"] as unknown as ReturnType<typeof record>;
      return paretoNbd.logLikelihood(at, cdnow(data)).value;
    },
  },
  "pn-1516": (e) => {
    const customer = who([[number(e, "x"), number(e, "tx"), number(e, "T")]]);
    const fit = pareto(params(e));
    return [fit.conditionalExpectedTransactions(52, customer)[0]!, fit.probabilityAlive(customer)[0]!];
  },
  "pn-paradox": (e) => [
    ...pareto(params(e)).conditionalExpectedTransactions(52, who([10, 15, 20, 25].map((x) => [x, 20, 39]))),
  ],
  "pn-bins": {
    data: true,
    answer: (_, { data }) => {
      const base = cdnow(data);
      return byBin(base.x, fitted("pareto", data).conditionalExpectedTransactions(39, base)).mean;
    },
  },
  "pn-palive0": (e) => pareto(params(e)).probabilityAlive(who([[0, 0, 39]]))[0]!,
  "pn-underflow": (e) => [
    ...pareto(params(e)).conditionalExpectedTransactions(
      10,
      who([
        [132, 200, 200],
        [133, 200, 200],
      ]),
    ),
  ],
  "pn-pmf": (e) => {
    const fit = pareto(params(e));
    return [
      fit.probabilityOfCount(10, 2),
      fit.probabilityOfCount(0, 39),
      ...Array.from({ length: 10 }, (_, i) => fit.probabilityOfCount(11 + i, 30)),
    ];
  },
  "pn-misc": (e) => {
    const one = [[2, 30.43, 38.86]] as const;
    const fit = pareto(params(e));
    return {
      ll: paretoNbd.logLikelihood(record(params(e)), histories(one)).value,
      palive: fit.probabilityAlive(who(one))[0]!,
      cet: fit.conditionalExpectedTransactions(39, who(one))[0]!,
      dert: fit.discountedExpectedTransactions(who(one), weekly)[0]!,
      E52: fit.expectedTransactions(52),
      det_new: fit.discountedExpectedTransactions(who([[0, 0, 0]]), weekly)[0]!,
    };
  },
  "pn-LL-branches": (e) =>
    matrix(e, "params").map((at) => paretoNbd.logLikelihood(record(at), histories([[3, 4, 6]])).value),
  "pn-stress": (e) =>
    paretoNbd.logLikelihood(record(params(e)), histories([[number(e, "x"), number(e, "tx"), number(e, "T")]]))
      .value,
  "pn-dert": (e) => [
    ...pareto(params(e)).discountedExpectedTransactions(
      who([[7, 35, 77.86], ...Array.from({ length: 10 }, (_, i) => [i + 1, 30, 77.86] as const)]),
      weekly,
    ),
  ],
  "clv-full": (e) =>
    clv({
      transactions: pareto(numbers(e, "pnbd")),
      spend: spendAt(numbers(e, "gg")),
      who: {
        ...who([[number(e, "x"), number(e, "tx"), number(e, "T")]]),
        spend: Float64Array.of(number(e, "zbar")),
      },
      annualRate: annualFromWeekly(number(e, "delta")),
      horizon: "infinite",
      margin: number(e, "margin"),
      seed: 1,
      draws: 50,
    }).value[0]!,
};

const record2 = ({ r, alpha }: Readonly<Record<string, number>>) => ({ r: r!, alpha: alpha! });
