import { Along } from "../../math/along";
import { distinctRows, pick } from "../fit/distinct";
import { gammaAt, populationSpend } from "../gammaGamma/model";
import type { Law } from "../laws/law";
import type { Who } from "../types";

/** How many customers, how many of them with a mean spend of their own, and the sum of what these spent, x·z̄. */
interface People {
  readonly customers: Float64Array;
  readonly spenders: Float64Array;
  readonly spent: Float64Array;
}

/** Sums of a value by group. */
function summed(count: number, group: Int32Array, value: (i: number) => number): Float64Array {
  const sum = new Float64Array(count);
  for (let i = 0; i < group.length; i++) sum[group[i]!] = sum[group[i]!]! + value(i);
  return sum;
}

/** Customers as totals need them: distinct histories, with what a spend model has to know of their customers, summed. */
export class Pool {
  readonly #few: Who;
  /** The distinct (x, T), and t_x where the law is regular, of each history. */
  readonly #end: Int32Array;
  readonly #endRow: Int32Array;
  /** The distinct (x, t_x) of each history. */
  readonly #last: Int32Array;
  readonly #ends: Along;
  readonly #lasts: Along;
  readonly #regular: boolean;
  /** Of each history. */
  readonly #people: People;

  /** @param regular the future depends on t_x besides x and T */
  constructor(who: Who & { readonly spend: Float64Array }, regular: boolean) {
    const { group, row, count } = distinctRows([who.x, who.tx, who.T]);
    const few = { x: pick(who.x, row), tx: pick(who.tx, row), T: pick(who.T, row) };
    this.#few = few;
    this.#regular = regular;
    const spends = (i: number): boolean => who.x[i]! > 0 && who.spend[i]! > 0;
    this.#people = {
      customers: summed(count, group, () => 1),
      spenders: summed(count, group, (i) => (spends(i) ? 1 : 0)),
      spent: summed(count, group, (i) => (spends(i) ? who.x[i]! * who.spend[i]! : 0)),
    };
    const ends = distinctRows(regular ? [few.x, few.T, few.tx] : [few.x, few.T]);
    const lasts = distinctRows([few.x, few.tx]);
    this.#end = ends.group;
    this.#endRow = ends.row;
    this.#last = lasts.group;
    this.#ends = new Along(pick(few.x, ends.row), pick(few.T, ends.row));
    this.#lasts = new Along(pick(few.x, lasts.row), pick(few.tx, lasts.row));
  }

  /**
   * Expected totals under one law and one spend model, margin 1.
   * @param exact everything is asked of the law itself; else what is smooth in time is interpolated, to 10⁻⁹
   */
  means(
    law: Law,
    spend: number | Readonly<Record<string, number>>,
    delta: number,
    horizon: number,
    exact = false,
  ): { readonly clv: number; readonly orders: number } {
    const { x } = this.#few;
    const along = (f: (x: number, T: number, tx?: number) => number): Float64Array => {
      if (!this.#regular) return exact ? this.#ends.each(f) : this.#ends.ask(f);
      const { T, tx } = this.#few;
      return Float64Array.from(this.#endRow, (i) => f(x[i]!, T[i]!, tx[i]));
    };
    const count = along((n, T, tx) => law.ordersIfAlive(n, T, horizon, tx));
    const worth = along((n, T, tx) => law.discountedIfAlive(n, T, delta, horizon, tx));
    const living = this.#living(law, exact);
    let [clv, orders] = [0, 0];
    for (let e = 0; e < count.length; e++) {
      const people = living.customers[e]!;
      orders += people * count[e]!;
      if (typeof spend === "number") {
        clv += worth[e]! * people * spend;
        continue;
      }
      // Σ p(γ + xz̄)/(px + q − 1) over those with a mean of their own is linear in what they spent.
      const { p, q } = spend as Record<"p" | "q", number>;
      const n = x[this.#endRow[e]!]!;
      const gamma = gammaAt(spend, n);
      const own = (p * (living.spenders[e]! * gamma + living.spent[e]!)) / (p * n + q - 1);
      clv += worth[e]! * (own + (people - living.spenders[e]!) * populationSpend(p, q, gamma));
    }
    return { clv, orders };
  }

  /** Who is expected to be alive, by what their future depends on. */
  #living(law: Law, exact: boolean): People {
    const alive = exact || !law.gone ? law.alive(this.#few) : this.#alive(law.gone);
    const expected = (all: Float64Array): Float64Array =>
      summed(this.#endRow.length, this.#end, (g) => alive[g]! * all[g]!);
    const { customers, spenders, spent } = this.#people;
    return { customers: expected(customers), spenders: expected(spenders), spent: expected(spent) };
  }

  #alive(gone: NonNullable<Law["gone"]>): Float64Array {
    const stays = this.#ends.ask(gone.stays, true).map(Math.exp);
    const ends = this.#ends.ask(gone.end, true);
    const lasts = this.#lasts.ask(gone.last, true);
    const out = new Float64Array(this.#last.length);
    for (let g = 0; g < out.length; g++) {
      const e = this.#end[g]!;
      out[g] = Math.min(1, 1 / (stays[e]! + Math.exp(ends[e]! + lasts[this.#last[g]!]!)));
    }
    return out;
  }
}
