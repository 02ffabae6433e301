import { bgBb } from "../../../src/models/index";
import { modelService } from "../../../src/models/serve/service";
import type { Histories, TransactionFit } from "../../../src/models/types";
import { type Answers, type Entry, type Fixtures, numbers } from "../registry";
import { given } from "./fitted";

/** The donations of models.md §9.6: one opportunity a year. */
function donors({ donations }: Fixtures): Histories {
  const column = (pick: (cell: Fixtures["donations"][number]) => number) =>
    Float64Array.from(donations, pick);
  return {
    unit: "year",
    x: column(({ x }) => x),
    tx: column(({ tx }) => tx),
    T: column(({ n }) => n),
    weight: column(({ count }) => count),
  };
}

const at = (e: Entry): TransactionFit => given(bgBb, numbers(e, "params"), "year");
const who = (cells: readonly (readonly number[])[], n = 6) => ({
  x: Float64Array.from(cells, ([x]) => x!),
  tx: Float64Array.from(cells, ([, tx]) => tx!),
  T: new Float64Array(cells.length).fill(n),
});
const cells = (e: Entry) => numbers(e, "cells") as unknown as readonly (readonly number[])[];
const sum = (values: Float64Array, weight: Float64Array) =>
  values.reduce((total, value, i) => total + value * weight[i]!, 0);

/** Models.md §9.6. */
export const bgBbAnswers: Answers = {
  "bgbb-donations": (_, { fixtures }) => {
    const fit = bgBb.fit(donors(fixtures));
    return { ...fit.params, LL: fit.logLikelihood };
  },
  // Alive in 2002, the opportunity after the six of 1996–2001.
  "bgbb-palive": (e) => [
    ...at(e).probabilityAlive(
      who([
        [0, 0],
        [2, 4],
        [6, 6],
      ]),
      1,
    ),
  ],
  "bgbb-cet-table": (e) => [...at(e).conditionalExpectedTransactions(5, who(cells(e)))],
  // E(P | x, t_x, n): what an alive customer is expected to take of one opportunity, given another was taken.
  "bgbb-postP": (e) => {
    const [alpha, beta, gamma, delta] = numbers(e, "params") as [number, number, number, number];
    const lnL = (a: number, cell: readonly number[]) =>
      bgBb.logLikelihood({ alpha: a, beta, gamma, delta }, { unit: "year", ...who([cell]) }).value;
    return cells(e).map(
      (cell) => (alpha / (alpha + beta)) * Math.exp(lnL(alpha + 1, cell) - lnL(alpha, cell)),
    );
  },
  "bgbb-total": (e, { fixtures }) => {
    const people = donors(fixtures);
    return sum(at(e).conditionalExpectedTransactions(5, people), people.weight!);
  },
  "bgbb-hist": (e, { fixtures }) => {
    const people = donors(fixtures);
    const customers = people.weight!.reduce((a, b) => a + b);
    const { expected } = modelService.counts(at(e).toJSON(), Float64Array.of(6), 7, 1);
    return [expected[0]! * customers, expected[6]! * customers];
  },
  "bgbb-incr": (e, { fixtures }) => {
    const customers = donors(fixtures).weight!.reduce((a, b) => a + b);
    return Array.from(
      { length: 11 },
      (_, year) => customers * at(e).expectedTransactionsBetween(year, year + 1),
    );
  },
  "bgbb-help": (e) => {
    const fit = at(e);
    const [alpha, beta, gamma, delta] = numbers(e, "params") as [number, number, number, number];
    const forEver = { annualRate: 0.1, horizon: "infinite" } as const;
    return {
      pmf: Array.from({ length: 7 }, (_, n) => fit.probabilityOfCount(n, 6)),
      LL: bgBb.logLikelihood({ alpha, beta, gamma, delta }, { unit: "year", ...who([[3, 4]]) }).value,
      dert: fit.discountedExpectedTransactions(who([[3, 4]]), forEver)[0]!,
      derts: [
        ...fit.discountedExpectedTransactions(who(Array.from({ length: 6 }, (_, i) => [i + 1, 6])), forEver),
      ],
      cet: fit.conditionalExpectedTransactions(10, who([[3, 4]]))[0]!,
    };
  },
  "bgbb-E10": (e) => [
    at(e).expectedTransactions(10),
    ...at(e).conditionalExpectedTransactions(
      10,
      who([
        [0, 0],
        [4, 5],
      ]),
    ),
  ],
};
