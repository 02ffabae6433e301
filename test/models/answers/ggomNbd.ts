import { ggomNbd } from "../../../src/models/index";
import { type Answers, type Entry, number, numbers } from "../registry";
import { cdnow, given } from "./fitted";

const record = (e: Entry) => {
  const { r, alpha, b, s, beta } = e.inputs["params"] as Record<string, number>;
  return { r: r!, alpha: alpha!, b: b!, s: s!, beta: beta! };
};

/** Models.md §9.5. */
export const ggomNbdAnswers: Answers = {
  "ggnbd-cdnow": {
    data: true,
    answer: (e, { data }) => ggomNbd.logLikelihood(record(e), cdnow(data)).value,
  },
  "ggnbd-E": (e) =>
    given(
      ggomNbd,
      ["r", "alpha", "b", "s", "beta"].map((name) => number(e, name)),
    ).expectedTransactions(52),
  "ggnbd-limit": {
    data: true,
    answer: (e, { data }) =>
      numbers(e, "b").map((b) => {
        const at = { r: number(e, "r"), alpha: number(e, "alpha"), s: number(e, "s") };
        return ggomNbd.logLikelihood({ ...at, b, beta: b * number(e, "beta_P") }, cdnow(data)).value;
      }),
  },
};
