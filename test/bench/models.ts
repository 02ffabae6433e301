import { inLogs, maximise } from "../../src/math/maximise";
import { bgNbd, gammaGamma, paretoNbd, type Histories, type TransactionModel } from "../../src/models";
import { bgNbdFamily } from "../../src/models/bgNbd/family";
import type { Family } from "../../src/models/fit/family";
import { groupHistories } from "../../src/models/fit/grouped";
import { paretoNbdFamily } from "../../src/models/paretoNbd/family";
import { simulateHistories, simulateSpend } from "../models/simulated";

/** Seconds of each repetition: the first cold, then two discarded, then the median of seven. */
function timed(run: () => unknown): { cold: number; warm: number } {
  const once = () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  };
  const cold = once();
  once();
  once();
  const warm = Array.from({ length: 7 }, once).sort((a, b) => a - b)[3]!;
  return { cold, warm };
}

const line = (name: string, value: number, reference: string, ratio: number) =>
  console.log(
    JSON.stringify({
      name,
      value: Number(value.toPrecision(3)),
      unit: "s",
      reference,
      ratio: Number(ratio.toPrecision(3)),
    }),
  );

/** One start, gradient and Hessian, on every row as it came: what grouping saves. */
function ungrouped(family: Family, data: Histories): void {
  const n = data.x.length;
  const rows = {
    n,
    x: data.x,
    tx: data.tx,
    T: data.T,
    weight: new Float64Array(n).fill(1),
    rows: n,
    customers: n,
    hash: "",
  };
  const start = family.starts(1, 10, 30)[0]!;
  maximise(inLogs(family.likelihood(rows)), start.map(Math.log));
}

/** Best public figures for the fit call alone, seconds on one thread of a two-core machine. */
const PEER: Readonly<Record<string, readonly number[]>> = {
  "bg-nbd": [0.136, 2.14, 18.7],
  "pareto-nbd": [0.49, 5.7, 18.2],
  "gamma-gamma": [0.08, 0.58, 3.2],
};

export default function bench(): void {
  const models: readonly (readonly [TransactionModel, Family])[] = [
    [bgNbd, bgNbdFamily],
    [paretoNbd, paretoNbdFamily],
  ];
  [2357, 100_000, 1_000_000].forEach((customers, size) => {
    const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, customers, 1);
    const distinct = groupHistories(data).n;
    console.log(
      JSON.stringify({
        name: "distinct histories",
        value: distinct,
        unit: "rows",
        reference: customers,
        ratio: distinct / customers,
      }),
    );
    for (const [model, family] of models) {
      const one = timed(() => model.fit(data, { starts: 1 }));
      const peer = PEER[model.id]![size]!;
      line(`${model.id} ${customers} one start, cold`, one.cold, "best peer", peer / one.cold);
      line(`${model.id} ${customers} one start`, one.warm, "best peer", peer / one.warm);
      const plain = timed(() => ungrouped(family, data));
      line(`${model.id} ${customers} one start, not grouped`, plain.warm, "grouped", plain.warm / one.warm);
      const all = timed(() => model.fit(data));
      line(`${model.id} ${customers} all checks`, all.warm, "one start", all.warm / one.warm);
      const fit = model.fit(data, { starts: 1 });
      const score = timed(() => {
        fit.probabilityAlive(data);
        fit.conditionalExpectedTransactions({ weeks: 39 }, data);
        fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon: { years: 1 } });
      });
      line(`${model.id} ${customers} score all`, score.warm, "one start", score.warm / one.warm);
    }
    const spend = { x: data.x, spend: simulateSpend(data.x, [6.25, 3.74, 15.44], 2) };
    const one = timed(() => gammaGamma.fit(spend, { starts: 1 }));
    line(`gamma-gamma ${customers} one start`, one.warm, "best peer", PEER["gamma-gamma"]![size]! / one.warm);
  });
}
