import { random } from "../../src/math/random";
import type { Histories, SpendData } from "../../src/models";
import { people, spenders } from "./rows";
import { simulateHistories, simulateSpend } from "./simulated";

const once = (T: number) => [0, 0, T] as const;
const g = random(41);
const weekly = (T: number) => [Math.floor(T / 7), 7 * Math.floor(T / 7), T] as const;
/** Purchases spread over T at random: x of them, the last near the end. */
const busy = (x: number, T: number) => [x, x === 0 ? 0 : T * (1 - g.uniform() / (x + 1)), T] as const;
const times = (data: Histories, k: number): Histories => ({
  ...data,
  unit: "day",
  tx: data.tx.map((t) => t * k),
  T: data.T.map((t) => t * k),
});
const plain = simulateHistories({ r: 0.6, alpha: 9, s: 0.7, beta: 14 }, 800, 22);
const plus = (data: Histories, more: Histories): Histories => {
  const both = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
  return { unit: data.unit, x: both(data.x, more.x), tx: both(data.tx, more.tx), T: both(data.T, more.T) };
};

/** Histories at the edge of what can be, by name. */
export const histories: Readonly<Record<string, Histories>> = {
  nobody: people(0, () => once(1)),
  "one customer": people(1, () => [3, 40, 60]),
  "one customer with 10,000 purchases": people(1, () => [10_000, 99_000, 100_000]),
  "three customers": people(3, (i) => [i + 1, 20 + i, 60]),
  "nine customers": people(9, (i) => [i + 1, 20 + i, 60]),
  "T = 0 for all": people(500, () => once(0)),
  "no repeat, one cohort": people(500, () => once(90)),
  "no repeat, many cohorts": people(500, (i) => once(i)),
  "no repeat, T to 100,000": people(500, (i) => once(200 * i)),
  "one repeater of 3,000": people(3000, (i) => (i ? once(90) : [1, 30, 90])),
  "four repeaters of 3,000": people(3000, (i) => (i > 3 ? once(90) : [1, 30 + i, 90])),
  "five repeaters of 3,000": people(3000, (i) => (i > 4 ? once(90 - (i % 30)) : [1, 30 + i, 90])),
  "six weekly buyers of 3,000": people(3000, (i) => (i > 5 ? once(300 - (i % 10)) : weekly(300))),
  "ten customers, five repeat": people(10, (i) => (i > 4 ? once(60) : [i + 1, 20 + i, 60])),
  "ten customers, all repeat": people(10, (i) => [i + 1, 30 + 2 * i, 60]),
  "weekly, one history": people(60, () => weekly(212)),
  "weekly, T = t_x": people(60, (i) => weekly(7 * (15 + (i % 20)))),
  "weekly, T apart": people(60, (i) => weekly(100 + ((i * 37) % 201))),
  "weekly, 2,000 customers": people(2000, (i) => weekly(100 + ((i * 37) % 201))),
  "weekly, two years": people(300, (i) => weekly(730 - (i % 9))),
  "daily for a year": people(100, () => [365, 365, 365]),
  "daily for 27 years": people(100, () => [10_000, 10_000, 10_000]),
  "weekly, half stop after ten": people(80, (i) => (i % 2 ? weekly(300) : [10, 70, 300])),
  "weekly, all stop after ten": people(80, (i) => [10, 70, 200 + i]),
  "weekly and monthly buyers": people(200, (i) => (i % 2 ? weekly(364) : [12, 360, 364])),
  "Poisson buyers": people(300, (i) => busy(g.poisson(10 + (i % 3)), 200 + 20 * (i % 3))),
  "Poisson buyers, 1,000 purchases": people(200, () => busy(g.poisson(1000), 3000)),
  "one purchase each, one history": people(100, () => [1, 10, 60]),
  "one purchase each": people(100, (i) => [1, 10 + (i % 7), 60 + (i % 30)]),
  "one purchase each, today": people(100, (i) => [1, 60 + (i % 30), 60 + (i % 30)]),
  "two purchases each, one history": people(100, () => [2, 10, 60]),
  "all on the first day after": people(200, (i) => [1, 1, 30 + (i % 50)]),
  "repeaters at once, then nothing": people(300, (i) =>
    i % 3 ? once(300 + (i % 60)) : [1 + (i % 4), 1 + (i % 4), 300 + (i % 60)],
  ),
  "everyone leaves": people(300, (i) => [1 + (i % 4), 5 + 5 * (i % 4), 300 + (i % 60)]),
  "half buy once, half weekly": people(300, (i) => (i % 2 ? once(365) : weekly(365))),
  "99 % buy once": people(2000, (i) => (i % 100 ? once(365 - (i % 90)) : [1 + (i % 3), 40 + (i % 200), 365])),
  "mass of customers at T = max": people(600, (i) =>
    i % 3 ? once(365) : [1 + (i % 4), 20 + ((i * 31) % 340), 365],
  ),
  "mass with one at T = 1": people(600, (i) =>
    i === 0 ? once(1) : i % 3 ? once(365) : [1 + (i % 4), 20 + ((i * 31) % 340), 365],
  ),
  "half at T = 0": people(400, (i) => (i % 2 ? once(0) : busy((i / 2) % 5, 100 + (i % 50)))),
  "nearly all at T = 0": people(1000, (i) => (i % 20 ? once(0) : busy((i / 20) % 5, 100 + (i % 50)))),
  "all bought today": people(300, (i) => [1 + (i % 9), 100 + (i % 80), 100 + (i % 80)]),
  "last purchase on the last day or never": people(400, (i) => (i % 2 ? once(200) : [1 + (i % 6), 200, 200])),
  "x to 10,000": people(100, (i) => [10_000 - ((i * 97) % 300), 99_990 - i, 100_000]),
  "x 1 to 10,000": people(200, (i) => busy(Math.ceil(10_000 ** (i / 199)), 20_000)),
  "x 10,000 for a quarter": people(200, (i) => (i % 4 ? busy(i % 5, 100_000) : [10_000, 99_000, 100_000])),
  "one whale": people(300, (i) =>
    i === 0 ? [10_000, 99_990, 100_000] : i % 3 ? once(365) : busy(1 + (i % 2), 365),
  ),
  "one whale among ordinary": plus(
    times(plain, 7),
    people(1, () => [250, 270, 273]),
  ),
  "T to 100,000": people(300, (i) => busy(i % 5, 100_000 - 7 * i)),
  "T from 1 to 100,000": people(500, (i) =>
    busy(g.poisson(10 ** (i / 100) / 1e4), Math.ceil(10 ** (i / 100))),
  ),
  "T of a day": people(300, (i) => (i % 3 ? once(1) : [1, 1, 1])),
  "T of a thousandth": times(plain, 1e-6),
  "T of millions": times(plain, 1e6),
  ordinary: times(plain, 7),
  "ordinary, one cohort": simulateHistories({ r: 0.6, alpha: 9, s: 0.7, beta: 14 }, 800, 23, [250, 250]),
  "ordinary, nobody leaves": simulateHistories({ r: 0.9, alpha: 5 }, 800, 3),
  "ordinary, few stay": simulateHistories({ r: 1.2, alpha: 4, a: 3, b: 1 }, 800, 4),
  "ordinary, tiny r": simulateHistories({ r: 0.02, alpha: 5, s: 0.6, beta: 12 }, 4000, 5),
  "ordinary, all alike": simulateHistories({ r: 400, alpha: 4000, s: 300, beta: 6000 }, 800, 6),
  "ordinary, three years": simulateHistories({ r: 0.8, alpha: 6, s: 0.5, beta: 8 }, 600, 7, [900, 1100]),
  "counts of two kinds only": people(400, (i) => (i % 2 ? busy(2, 300) : busy(30, 300))),
};

const gg = (n: number, p: number, q: number, scale: number, seed: number): SpendData => {
  const x = Float64Array.from({ length: n }, (_, i) => 1 + (i % 5));
  return { x, spend: simulateSpend(x, [p, q, 15 * scale], seed) };
};

/** Spend at the edge of what can be, by name. */
export const spends: Readonly<Record<string, SpendData>> = {
  nobody: spenders(0, () => [1, 1]),
  "nobody again": spenders(300, () => [0, 0]),
  "nothing but zeros": spenders(300, () => [2, 0]),
  "nothing but refunds": spenders(300, () => [2, -20]),
  "three spenders": spenders(3, (i) => [1 + i, 10 + i]),
  "ten spenders": gg(10, 6, 4, 1, 1),
  "one price": spenders(300, (i) => [1 + (i % 4), 19.99]),
  "one price but for a cent": spenders(300, (i) => [1 + (i % 4), i ? 19.99 : 20]),
  "one price to six digits": spenders(300, (i) => [1 + (i % 4), 100 + (i % 3) * 1e-4]),
  "two prices": spenders(200, (i) => [1 + (i % 3), i % 2 ? 10 : 20]),
  "two prices far apart": spenders(200, (i) => [1 + (i % 3), i % 2 ? 0.001 : 1e6]),
  "one purchase each": spenders(500, (i) => [1, 10 + (i % 2)]),
  "x to 10,000": spenders(200, (i) => [10_000 - i, 10 + (i % 7)]),
  "one whale": spenders(200, (i) => [1 + (i % 3), i ? 20 + (i % 17) : 1e9]),
  ordinary: gg(500, 6, 4, 1, 2),
  millions: gg(500, 6, 4, 1e6, 2),
  thousandths: gg(500, 6, 4, 1e-3, 2),
  "mean barely exists": gg(500, 2, 1.15, 1, 3),
  "mean does not exist": gg(800, 2, 0.6, 1, 4),
  "half refunds": spenders(400, (i) => [1 + (i % 3), i % 2 ? -5 : 10 + (i % 9)]),
};
