/**
 * The shop that ships with Tenure, made from a seed: Pareto/NBD buying, Gamma–Gamma spend, products, channels, returns,
 * and a realistic share of dirt. `node .run/sample.mjs` writes public/samples/; a test makes it again and compares.
 *
 * Buying (Schmittlein, Morrison & Colombo 1987): rate λ ~ Gamma(r, α) a week, lifetime Exp(μ), μ ~ Gamma(s, β).
 * Spend (Fader & Hardie 2013): value of an order ~ Gamma(p, ν), ν ~ Gamma(q, γ).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TRUTH = { r: 0.9, alpha: 7.5, s: 0.8, beta: 16, p: 5, q: 3.6, gamma: 26 };
const SEED = 20240108;
const CUSTOMERS = 2600;
const START = Date.UTC(2024, 0, 8);
const WEEKS = 104;
/** New customers keep coming for a year and a half, so that everybody can be watched for half a year. */
const ARRIVALS = 78;
const AHEAD = 52;
const DAY = 86_400_000;

const PRODUCTS = [
  "Camera",
  "Lens 35 mm",
  "Lens 50 mm",
  "Camera bag",
  "Tripod",
  "Memory card",
  "Film, 3 rolls",
  "Filter",
  "Strap",
  "Cleaning kit",
  "Photo paper",
  "Frame",
];
const CHANNELS = ["web", "web", "web", "web", "app", "app", "store", "store", "phone"];

/** xoshiro128** (Blackman & Vigna 2018), seeded by splitmix32; uniform on (0, 1). */
function generator(seed) {
  let state = seed >>> 0;
  const next32 = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [next32(), next32(), next32(), next32()];
  const rotate = (x, k) => ((x << k) | (x >>> (32 - k))) >>> 0;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const t = (b << 9) >>> 0;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d >>> 0, 11);
    a >>>= 0;
    b >>>= 0;
    c >>>= 0;
    return (result + 0.5) / 4294967296;
  };
}

const uniform = generator(SEED);
const exponential = (rate) => -Math.log(uniform()) / rate;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** Marsaglia & Tsang (2000); shapes below one by the power of a uniform. */
function gamma(shape, rate) {
  if (shape < 1) return gamma(shape + 1, rate) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}
const pick = (list) => list[Math.floor(uniform() * list.length)];
const day = (week) => new Date(START + Math.floor(week * 7) * DAY).toISOString().slice(0, 10);
const money = (value) => value.toFixed(2);

function customer(index) {
  const born = uniform() * ARRIVALS;
  const rate = gamma(TRUTH.r, TRUTH.alpha);
  const gone = born + exponential(gamma(TRUTH.s, TRUTH.beta));
  const level = gamma(TRUTH.q, TRUTH.gamma);
  const weeks = [born];
  for (let week = born + exponential(rate); week < Math.min(gone, WEEKS + AHEAD); week += exponential(rate))
    weeks.push(week);
  return {
    id: `C${String(10001 + index * 7)}`,
    orders: weeks.map((week) => ({ week, value: Math.max(0.5, gamma(TRUTH.p, level)) })),
  };
}

const people = Array.from({ length: CUSTOMERS }, (_, index) => customer(index));
const past = people.flatMap(({ id, orders }) =>
  orders.filter(({ week }) => week < WEEKS).map((order) => ({ id, ...order })),
);
const future = people.flatMap(({ orders }) => orders.filter(({ week }) => week >= WEEKS));
past.sort((one, other) => one.week - other.week);

const dirt = { "no customer": 0, cancelled: 0, returned: 0, "zero price": 0, "exact duplicate": 0 };
const lines = [];
past.forEach(({ id, week, value }, index) => {
  const order = String(700001 + index);
  const channel = pick(CHANNELS);
  const parts = uniform() < 0.2 ? [0.6, 0.4] : [1];
  for (const share of parts) {
    const quantity = uniform() < 0.25 ? 2 : 1;
    const price = money((value * share) / quantity);
    const product = pick(PRODUCTS);
    lines.push([order, day(week), id, product, channel, "completed", quantity, price]);
    if (uniform() < 0.012) {
      dirt.returned += 1;
      const back = Math.min(week + 0.3 + uniform() * 2, WEEKS - 0.01);
      lines.push([`R${order}`, day(back), id, product, channel, "returned", -quantity, price]);
    }
  }
  const luck = uniform();
  // Strangers, slips of the till and gifts stand beside the known customers' orders, so the truth stays the truth.
  if (luck < 0.025) {
    dirt["no customer"] += 1;
    lines.push([`G${order}`, day(week), "", pick(PRODUCTS), "store", "completed", 1, money(gamma(3, 0.08))]);
  } else if (luck < 0.04) {
    dirt.cancelled += 1;
    lines.push([`X${order}`, day(week), id, pick(PRODUCTS), channel, "cancelled", 1, money(gamma(3, 0.06))]);
  } else if (luck < 0.045) {
    dirt["zero price"] += 1;
    lines.push([`Z${order}`, day(week), id, "Catalogue", channel, "completed", 1, "0.00"]);
  } else if (luck < 0.049) {
    dirt["exact duplicate"] += 1;
    lines.push([...lines.at(-1)]);
  }
});
lines.sort((one, other) => (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0));

const head = [
  "order_id",
  "order_date",
  "customer_id",
  "product",
  "channel",
  "status",
  "quantity",
  "unit_price",
];
const csv =
  [head, ...lines]
    .map((line) => line.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(","))
    .join("\n") + "\n";

const truth = {
  model: "pareto-nbd",
  unit: "week",
  params: { r: TRUTH.r, alpha: TRUTH.alpha, s: TRUTH.s, beta: TRUTH.beta },
  spend: {
    model: "gamma-gamma",
    params: { p: TRUTH.p, q: TRUTH.q, gamma: TRUTH.gamma },
    mean: (TRUTH.p * TRUTH.gamma) / (TRUTH.q - 1),
  },
  currency: "EUR",
  seed: SEED,
  customers: CUSTOMERS,
  orders: past.length,
  rows: lines.length,
  first: day(Math.min(...past.map(({ week }) => week))),
  last: day(Math.max(...past.map(({ week }) => week))),
  revenue: Number(money(past.reduce((sum, { value }) => sum + value, 0))),
  /** What the same customers did in the 52 weeks after the file ends; the notebook cannot know it. */
  ahead: {
    weeks: AHEAD,
    orders: future.length,
    revenue: Number(money(future.reduce((sum, { value }) => sum + value, 0))),
  },
  dirt,
};

// Thirty-two customers for the empty page: enough life to be seen, in order of arrival. Days since the first day.
const shown = people
  .filter(({ orders }) => orders.length > 1 && orders[0].week < 60)
  .filter((_, index) => index % 23 === 0)
  .slice(0, 32)
  .map(({ orders }) => orders.map(({ week }) => Math.floor(week * 7)))
  .sort((one, other) => one[0] - other[0])
  .map((days) => ({
    recorded: days.filter((one) => one < WEEKS * 7),
    estimated: days.filter((one) => one >= WEEKS * 7 && one < (WEEKS + 40) * 7),
  }));
const lifelines = { from: day(0), today: day(WEEKS), until: day(WEEKS + 40), lines: shown };

const out = process.argv[2] ?? join(dirname(dirname(fileURLToPath(import.meta.url))), "public", "samples");
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "sample-orders.csv"), csv);
writeFileSync(join(out, "sample-truth.json"), JSON.stringify(truth, null, 2) + "\n");
writeFileSync(join(out, "lifelines.json"), JSON.stringify(lifelines) + "\n");
