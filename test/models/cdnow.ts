import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The 1-in-10 CDNOW sample (Fader & Hardie), every purchase of 2,357 customers, 1997-01-01 … 1998-06-30. */
export interface CdnowOrders {
  /** Sample id − 1. */
  readonly customer: readonly number[];
  /** Days since 1997-01-01. */
  readonly day: readonly number[];
  /** Months since January 1997. */
  readonly month: readonly number[];
  readonly value: readonly number[];
}

const DAY = 86_400_000;
const ORIGIN = Date.UTC(1997, 0, 1);

/** Last day of the usual calibration period, 1997-09-30. */
export const CALIBRATION_END = (Date.UTC(1997, 8, 30) - ORIGIN) / DAY;
/** Last day of the data, 1998-06-30. */
export const DATA_END = (Date.UTC(1998, 5, 30) - ORIGIN) / DAY;

export function cdnowOrders(data: string): CdnowOrders {
  const rows = readFileSync(join(data, "cdnow", "CDNOW_sample.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return {
    customer: rows.map((row) => Number(row[1]) - 1),
    day: rows.map((row) => {
      const date = row[2]!;
      const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
      return (at - ORIGIN) / DAY;
    }),
    month: rows.map((row) => (Number(row[2]!.slice(0, 4)) - 1997) * 12 + Number(row[2]!.slice(4, 6)) - 1),
    value: rows.map((row) => Number(row[4])),
  };
}

export interface CdnowHistories {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** Mean value of a repeat purchase day; 0 where x = 0. */
  readonly spend: Float64Array;
  /** Day of the first purchase. */
  readonly born: Float64Array;
  /** Repeat purchase days after the calibration end. */
  readonly holdout: Float64Array;
}

/** Histories in weeks (days/7) to `end`; purchases of one day are one. */
export function cdnowHistories(data: string, end = CALIBRATION_END): CdnowHistories {
  const orders = cdnowOrders(data);
  const days: Map<number, number>[] = [];
  orders.customer.forEach((who, k) => {
    const own = (days[who] ??= new Map<number, number>());
    own.set(orders.day[k]!, (own.get(orders.day[k]!) ?? 0) + orders.value[k]!);
  });
  const n = days.length;
  const out = {
    x: new Float64Array(n),
    tx: new Float64Array(n),
    T: new Float64Array(n),
    spend: new Float64Array(n),
    born: new Float64Array(n),
    holdout: new Float64Array(n),
  };
  days.forEach((own, j) => {
    const dates = [...own.keys()].sort((a, b) => a - b);
    const born = dates[0]!;
    const repeats = dates.filter((date) => date > born && date <= end);
    out.born[j] = born;
    out.x[j] = repeats.length;
    out.tx[j] = ((repeats.at(-1) ?? born) - born) / 7;
    out.T[j] = (end - born) / 7;
    out.spend[j] = repeats.length
      ? repeats.reduce((sum, date) => sum + own.get(date)!, 0) / repeats.length
      : 0;
    out.holdout[j] = dates.filter((date) => date > end).length;
  });
  return out;
}
