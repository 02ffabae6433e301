import { modelService } from "../../../src/models/serve/service";
import { type Answers, type Entry, numbers } from "../registry";
import { cdnow, fitted, histories, mbg, standardErrors, who } from "./fitted";
import { mbgNbd } from "../../../src/models/index";

const record = (e: Entry) => {
  const [r, alpha, a, b] = numbers(e, "params");
  return { r: r!, alpha: alpha!, a: a!, b: b! };
};

/** Models.md §9.3. */
export const mbgNbdAnswers: Answers = {
  "mbgnbd-cdnow": {
    data: true,
    answer: (_, { data }) => ({ ...fitted("mbg", data).params, LL: fitted("mbg", data).logLikelihood }),
  },
  "mbgnbd-cdnow-exact": {
    data: true,
    answer: (_, { data }) => {
      const fit = fitted("mbg", data);
      return { params: fit.params, LL: fit.logLikelihood, se: standardErrors(fit) };
    },
  },
  "mbg-misc": (e) => {
    const fit = mbg(numbers(e, "params"));
    const customer = [2, 30.43, 38.86] as const;
    return {
      E: [1, 52].map((t) => fit.expectedTransactions(t)),
      cet: fit.conditionalExpectedTransactions(39, who([customer]))[0]!,
      palive: fit.probabilityAlive(who([customer]))[0]!,
      ll: mbgNbd.logLikelihood(record(e), histories([customer])).value,
      palive0: fit.probabilityAlive(who([[0, 0, 38.86]]))[0]!,
    };
  },
  "track-mbg": {
    data: true,
    answer: (_, { data }) => [
      ...modelService.tracking({
        fit: fitted("mbg", data).toJSON(),
        births: cdnow(data).born,
        at: Float64Array.of(1, 13, 26, 39, 52, 78).map((week) => week * 7),
        seed: 1,
      }).cumulative,
    ],
  },
};
