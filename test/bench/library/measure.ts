import {
  bgNbd,
  clv,
  gammaGamma,
  paretoNbd,
  totalValue,
  valuation,
  type Histories,
  type SpendFit,
  type TransactionModel,
} from "../../../src/models";
import { bgNbdFamily } from "../../../src/models/bgNbd/family";
import { estimate } from "../../../src/models/fit/estimate";
import type { Family } from "../../../src/models/fit/family";
import { groupHistories } from "../../../src/models/fit/grouped";
import { estimateSpend, PLAIN } from "../../../src/models/gammaGamma/estimate";
import { paretoNbdFamily } from "../../../src/models/paretoNbd/family";
import { simulateHistories, simulateSpend } from "../../models/simulated";
import { plainSearch, plainBgNbd, plainGammaGamma, plainParetoNbd, type PlainModel } from "./plain";
import { everyRow, oneByOne, rowByRow } from "./ungrouped";
import { FEW, FULL, line, memory, ONE, once, timed, type Line, type Times } from "./timing";

/** Seconds of the fit call alone by size: the best public figure on one thread of a two-core machine, and the goal. */
const CONTEXT: Readonly<Record<string, { peer: readonly number[]; goal: readonly number[] }>> = {
  "bg-nbd": { peer: [0.136, 2.14, 18.7], goal: [0.01, 0.08, 0.45] },
  "pareto-nbd": { peer: [0.49, 5.7, 18.2], goal: [0.025, 0.25, 1] },
  "gamma-gamma": { peer: [0.08, 0.58, 3.2], goal: [0.008, 0.05, 0.3] },
};
const SIZES = [2357, 100_000, 1_000_000];
/** Draws per customer take minutes beyond; totals do not. */
const PER_CUSTOMER = 100_000;
const MILLION = 1_000_000;
const TERMS = { annualRate: 0.1, horizon: { years: 1 }, margin: 0.3 } as const;

/** The goals are set for the first three sizes: what is larger is run once. */
const promised = (customers: number): Times => (customers > MILLION ? ONE : FULL);
const compared = (customers: number): Times =>
  customers > MILLION ? ONE : customers === MILLION ? FEW : FULL;

interface Subject {
  readonly model: TransactionModel;
  readonly family: Family;
  readonly plain: PlainModel;
}
const SUBJECTS: readonly Subject[] = [
  { model: bgNbd, family: bgNbdFamily, plain: plainBgNbd },
  { model: paretoNbd, family: paretoNbdFamily, plain: plainParetoNbd },
];

type Say = (line: Line) => void;
type People = Histories & { readonly spend: Float64Array };

/** Seconds of what nothing is shared in: beyond a million customers, of a million of them, scaled. */
function unshared(who: People, run: (part: People) => unknown): number {
  const n = who.x.length;
  if (n <= MILLION) return timed(() => run(who), n < MILLION ? FEW : ONE).warm;
  const part = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: MILLION }, (_, i) => column[Math.floor((i * n) / MILLION)]!);
  const few = { unit: who.unit, x: part(who.x), tx: part(who.tx), T: part(who.T), spend: part(who.spend) };
  return (once(() => run(few)) * n) / MILLION;
}

/** Every figure of the model library for one number of simulated customers; of some models alone where they are named. */
export function measure(customers: number, say: Say, models: readonly string[] | null = null): void {
  const before = memory();
  const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, customers, 1);
  const who = { ...data, spend: simulateSpend(data.x, [6.25, 3.74, 15.44], 2) };
  const held = memory() - before;
  say(line(`distinct histories ${customers}`, groupHistories(data).n, "rows", customers));
  const asked = (id: string): boolean => models === null || models.includes(id);
  const spend = asked(gammaGamma.id) ? measureSpend(who, customers, say) : gammaGamma.fit(who);
  for (const subject of SUBJECTS)
    if (asked(subject.model.id)) measureModel(subject, who, spend, customers, say);
  say(line(`memory of ${customers} customers and all that was kept`, memory() - before, "MB", held));
}

interface Against {
  /** Seconds of the same fit with every customer a row of its own. */
  readonly ungrouped: number;
  /** Seconds of a Nelder–Mead search on the same likelihood, row by row. */
  readonly plain: number;
}

/** The fit alone: cold, warm, against its goal, the peers, itself without grouping, and the plain way. */
function fitLines(
  id: string,
  customers: number,
  run: () => unknown,
  checks: () => unknown,
  against: () => Against & { readonly looks: number },
  say: Say,
): Against & { readonly fit: number } {
  const { cold, warm } = timed(run, promised(customers));
  const name = `${id} ${customers} fit`;
  const size = SIZES.indexOf(customers);
  say(
    line(
      `${name}, first call (against ${size === 0 ? "0.15 s" : "warm"})`,
      cold,
      "s",
      size === 0 ? 0.15 : warm,
    ),
  );
  if (size < 0) say(line(name, warm, "s", warm));
  else {
    const { peer, goal } = CONTEXT[id]!;
    say(line(`${name} (against the goal)`, warm, "s", goal[size]!));
    say(line(`${name} (against the best peer, elsewhere)`, warm, "s", peer[size]!));
  }
  const all = timed(checks, compared(customers)).warm;
  say(line(`${id} ${customers} fit with all checks (against one start)`, all, "s", warm));
  const { ungrouped, plain, looks } = against();
  say(line(`${name} (against the same, every customer a row)`, warm, "s", ungrouped));
  say(line(`${name} (against Nelder–Mead, ${looks} looks, every customer a row)`, warm, "s", plain));
  return { fit: warm, ungrouped, plain };
}

function measureSpend(who: People, customers: number, say: Say): SpendFit {
  fitLines(
    "gamma-gamma",
    customers,
    () => gammaGamma.fit(who, { starts: 1 }),
    () => gammaGamma.fit(who),
    () => ({
      ungrouped: unshared(who, (some) =>
        estimateSpend({ ...PLAIN, likelihood: rowByRow }, some, { starts: 1 }),
      ),
      ...plainSearch(plainGammaGamma, who, [4, 3.5, 15].map(Math.log)),
    }),
    say,
  );
  return gammaGamma.fit(who);
}

function measureModel(
  { model, family, plain }: Subject,
  who: People,
  spend: SpendFit,
  customers: number,
  say: Say,
): void {
  const { id } = model;
  const { fit: one, ...against } = fitLines(
    id,
    customers,
    () => model.fit(who, { starts: 1 }),
    () => model.fit(who),
    () => ({
      ungrouped: unshared(who, (some) => estimate(family, some, { starts: 1 }, everyRow)),
      ...plainSearch(plain, who, family.starts(1, 10, 30)[0]!.map(Math.log)),
    }),
    say,
  );
  const fit = model.fit(who, { starts: 1 });
  const each = oneByOne(family, fit, spend, who, TERMS);
  const score = timed(() => valuation({ transactions: fit, spend, who }).at(TERMS), promised(customers)).warm;
  say(line(`${id} ${customers} score all (against 1 s)`, score, "s", 1));
  say(line(`${id} ${customers} score all (against one customer at a time)`, score, "s", each));
  const name = `${id} ${customers} fit + score all`;
  say(line(`${name} (against the same, every customer a row)`, one + score, "s", against.ungrouped + each));
  say(line(`${name} (against Nelder–Mead, one customer at a time)`, one + score, "s", against.plain + each));
  const kept = valuation({ transactions: fit, spend, who });
  kept.at(TERMS);
  const moves = {
    margin: [0.35, 0.25].map((margin) => ({ ...TERMS, margin })),
    "discount rate": [0.12, 0.08].map((annualRate) => ({ ...TERMS, annualRate })),
    horizon: [{ weeks: 40 }, { weeks: 70 }].map((horizon) => ({ ...TERMS, horizon })),
  };
  for (const [what, terms] of Object.entries(moves)) {
    let turn = 0;
    const move = timed(() => kept.at(terms[turn++ % 2]!)).warm;
    say(line(`${id} ${customers} score again after a move of ${what} (against 0.1 s)`, move, "s", 0.1));
  }
  const options = { transactions: fit, spend, who, ...TERMS, seed: 1, draws: 200 };
  const total = once(() => totalValue(options));
  say(line(`${id} ${customers} 200-draw interval of totals (against the fit)`, total, "s", one));
  say(
    line(
      `${id} ${customers} 200-draw interval of totals (against 200 times one at a time)`,
      total,
      "s",
      200 * each,
    ),
  );
  if (customers > PER_CUSTOMER) return;
  const drawn = once(() => clv(options));
  say(line(`${id} ${customers} 200-draw interval of each customer (against totals)`, drawn, "s", total));
}
