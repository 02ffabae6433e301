import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { random } from "../../src/math/random";

const DAY = 86_400_000;
const DAYS = 1096;
const FIRST = Date.UTC(2023, 0, 1);

/**
 * A seeded file of exactly `orders` orders of `customers` customers over three years: Pareto/NBD lives and
 * gamma-gamma baskets, in the order of their dates. Columns: order_id, order_date, customer_id, amount.
 *
 * Repeat orders are drawn too many and thinned evenly, which leaves a Poisson process a Poisson process.
 */
export async function writeOrders(
  path: string,
  orders: number,
  customers: number,
  seed = 20_261,
): Promise<void> {
  const draw = random(seed);
  const firsts: [number, number, number][] = [];
  const repeats: [number, number, number][] = [];
  for (let customer = 1; customer <= customers; customer++) {
    const from = Math.floor(draw.uniform() * DAYS * 0.7);
    const until = Math.min(DAYS, from + draw.exponential() / (draw.gamma(0.7) / 400));
    const rate = draw.gamma(0.9) * ((orders / customers) * 0.0075);
    const mean = 6 / (draw.gamma(3.7) / 15);
    firsts.push([from, customer, mean]);
    for (let at = from + draw.exponential() / rate; at < until; at += draw.exponential() / rate) {
      if (at - from > 1) repeats.push([at, customer, mean]);
    }
  }
  const wanted = orders - customers;
  if (repeats.length < wanted) throw new Error(`only ${repeats.length} repeat orders were drawn`);
  for (let i = 0; i < wanted; i++) {
    const j = i + draw.below(repeats.length - i);
    [repeats[i], repeats[j]] = [repeats[j]!, repeats[i]!];
  }
  const all = firsts.concat(repeats.slice(0, wanted)).sort((a, b) => a[0] - b[0]);
  const file = createWriteStream(path);
  let text = "order_id,order_date,customer_id,amount\n";
  for (const [at, [when, customer, mean]] of all.entries()) {
    const day = new Date(FIRST + Math.floor(when) * DAY).toISOString().slice(0, 10);
    const amount = ((mean * draw.gamma(6)) / 6).toFixed(2);
    text += `${100_000 + at},${day},C${String(customer).padStart(6, "0")},${amount}\n`;
    if (text.length > 1 << 20) {
      if (!file.write(text)) await once(file, "drain");
      text = "";
    }
  }
  file.end(text);
  await once(file, "finish");
}
