import { inLogs, maximise, type Smooth } from "../../../src/math/maximise";
import {
  bgNbd,
  clv,
  gammaGamma,
  paretoNbd,
  totalValue,
  valuation,
  type Histories,
  type TransactionModel,
  type Who,
} from "../../../src/models";
import { bgNbdFamily } from "../../../src/models/bgNbd/family";
import type { Family } from "../../../src/models/fit/family";
import { groupHistories } from "../../../src/models/fit/grouped";
import { paretoNbdFamily } from "../../../src/models/paretoNbd/family";
import { simulateHistories, simulateSpend } from "../../models/simulated";
import { nelderMead, plainBgNbd, plainGammaGamma, plainParetoNbd, type Objective } from "./plain";
import { line, memory, once, timed, type Line } from "./timing";

/** Seconds of the fit call alone by size: the best public figure on one thread of a two-core machine, and the goal. */
const CONTEXT: Readonly<Record<string, { peer: readonly number[]; goal: readonly number[] }>> = {
  "bg-nbd": { peer: [0.136, 2.14, 18.7], goal: [0.01, 0.08, 0.45] },
  "pareto-nbd": { peer: [0.49, 5.7, 18.2], goal: [0.025, 0.25, 1] },
  "gamma-gamma": { peer: [0.08, 0.58, 3.2], goal: [0.008, 0.05, 0.3] },
};
const SIZES = [2357, 100_000, 1_000_000];
/** Draws per customer take minutes beyond; totals do not. */
const PER_CUSTOMER = 100_000;
/** Customers at which what is only a comparison is run once rather than ten times, and no longer at all. */
const [SLOW, TOO_SLOW] = [100_000, 1_000_000];

interface Subject {
  readonly model: TransactionModel;
  readonly family: Family;
  readonly plain: (data: Who & { readonly weight?: Float64Array }) => Objective;
}
const SUBJECTS: readonly Subject[] = [
  { model: bgNbd, family: bgNbdFamily, plain: plainBgNbd },
  { model: paretoNbd, family: paretoNbdFamily, plain: plainParetoNbd },
];

/** Every figure of the model library for one number of simulated customers. */
export function measure(customers: number, say: (line: Line) => void): void {
  const before = memory();
  const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, customers, 1);
  const who = { ...data, spend: simulateSpend(data.x, [6.25, 3.74, 15.44], 2) };
  const held = memory() - before;
  say(line(`distinct histories ${customers}`, groupHistories(data).n, "rows", customers));
  const spend = measureSpend(who, customers, say);
  for (const subject of SUBJECTS) measureModel(subject, who, spend, customers, say);
  say(line(`memory of ${customers} customers, kept and grouped`, memory() - before, "MB", held));
}

function fitLines(id: string, customers: number, run: () => unknown, say: (line: Line) => void): number {
  const { cold, warm } = timed(run, customers > TOO_SLOW);
  const size = SIZES.indexOf(customers);
  const { peer, goal } = CONTEXT[id]!;
  say(line(`${id} ${customers} fit, first call (against 0.15 s)`, cold, "s", 0.15));
  if (size < 0) say(line(`${id} ${customers} fit`, warm, "s", warm));
  else {
    say(line(`${id} ${customers} fit (against the goal)`, warm, "s", goal[size]!));
    say(line(`${id} ${customers} fit (against the best peer)`, warm, "s", peer[size]!));
  }
  return warm;
}

function measureSpend(
  who: Histories & { spend: Float64Array },
  customers: number,
  say: (line: Line) => void,
) {
  const one = fitLines("gamma-gamma", customers, () => gammaGamma.fit(who, { starts: 1 }), say);
  const few = customers > TOO_SLOW;
  say(
    line(
      `gamma-gamma ${customers} all checks (against one start)`,
      timed(() => gammaGamma.fit(who), few).warm,
      "s",
      one,
    ),
  );
  if (customers <= TOO_SLOW) {
    const slow = once(() => nelderMead(plainGammaGamma(who), [4, 3.5, 15].map(Math.log)));
    say(line(`gamma-gamma ${customers} fit (against Nelder–Mead)`, one, "s", slow));
  }
  return gammaGamma.fit(who);
}

function measureModel(
  { model, family, plain }: Subject,
  who: Histories & { spend: Float64Array },
  spend: ReturnType<typeof gammaGamma.fit>,
  customers: number,
  say: (line: Line) => void,
): void {
  const few = customers > TOO_SLOW;
  const { id } = model;
  const one = fitLines(id, customers, () => model.fit(who, { starts: 1 }), say);
  say(
    line(
      `${id} ${customers} all checks (against one start)`,
      timed(() => model.fit(who), few).warm,
      "s",
      one,
    ),
  );
  const start = family.starts(1, 10, 30)[0]!.map(Math.log);
  if (customers <= TOO_SLOW) {
    const rows = ungrouped(who);
    const apart = timed(() => maximise(inLogs(family.likelihood(rows)), start), customers >= SLOW).warm;
    say(line(`${id} ${customers} fit (against the same, not grouped)`, one, "s", apart));
    // Row by row as it came; at a million on the grouped rows, or it would take minutes.
    const plainRows = customers >= TOO_SLOW ? groupHistories(who) : who;
    const slow = once(() => nelderMead(plain(plainRows), start));
    say(
      line(
        `${id} ${customers} fit (against Nelder–Mead${plainRows === who ? "" : " on grouped rows"})`,
        one,
        "s",
        slow,
      ),
    );
  }
  const fit = model.fit(who, { starts: 1 });
  const terms = { annualRate: 0.1, horizon: { years: 1 }, margin: 0.3 };
  const score = timed(() => valuation({ transactions: fit, spend, who }).at(terms), few).warm;
  say(line(`${id} ${customers} score all (against 1 s)`, score, "s", 1));
  say(line(`${id} ${customers} fit + score all (against the fit)`, one + score, "s", one));
  const kept = valuation({ transactions: fit, spend, who });
  kept.at(terms);
  const moves = [
    { ...terms, margin: 0.35 },
    { ...terms, annualRate: 0.12 },
    { ...terms, horizon: { weeks: 40 } },
  ];
  let turn = 0;
  const move = timed(() => kept.at(moves[turn++ % 3]!)).warm;
  say(line(`${id} ${customers} score again after a move (against 0.1 s)`, move, "s", 0.1));
  const options = { transactions: fit, spend, who, ...terms, seed: 1, draws: 200 };
  const total = once(() => totalValue(options));
  say(line(`${id} ${customers} 200-draw interval of totals (against the fit)`, total, "s", one));
  if (customers > PER_CUSTOMER) return;
  const each = once(() => clv(options));
  say(line(`${id} ${customers} 200-draw interval of each customer (against totals)`, each, "s", total));
}

/** Every row as it came: what grouping saves. */
function ungrouped(data: Histories): Parameters<Family["likelihood"]>[0] & { readonly f?: Smooth } {
  const n = data.x.length;
  const weight = new Float64Array(n).fill(1);
  return { n, x: data.x, tx: data.tx, T: data.T, weight, rows: n, customers: n, hash: "" };
}
