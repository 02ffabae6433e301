import type * as PlotModule from "@observablehq/plot";

export interface Customer {
  readonly id: string;
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly spend: number;
  readonly first: Date;
  readonly channel: "web" | "app" | "shop";
  readonly country: string | null;
}
export interface Month {
  readonly month: Date;
  readonly channel: string;
  readonly orders: number;
  readonly revenue: number;
}
export interface Data {
  readonly customers: readonly Customer[];
  readonly months: readonly Month[];
  /** Revenue day by day, as a column. */
  readonly daily: Float64Array;
}

export type Plot = typeof PlotModule;
/** A figure as a cell would write it: `return` what this gives back. */
export type Drawing = (Plot: Plot, data: Data) => unknown;

/** Made rows, the same ones each time. */
export function made(customers = 120): Data {
  let state = 20_250_101;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const channels = ["web", "app", "shop"] as const;
  return {
    customers: Array.from({ length: customers }, (_, i) => {
      const T = 30 + Math.floor(random() * 360);
      const x = Math.floor(-Math.log(1 - random()) * 4);
      return {
        id: `c${String(i).padStart(4, "0")}`,
        x,
        tx: x === 0 ? 0 : Math.floor(random() * T),
        T,
        spend: Math.round((5 + -Math.log(1 - random()) * 40) * 100) / 100,
        first: new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 365))),
        channel: channels[Math.floor(random() * 3)]!,
        country: random() < 0.05 ? null : ["PL", "DE", "CZ", "FR"][Math.floor(random() * 4)]!,
      };
    }),
    months: channels.flatMap((channel, c) =>
      Array.from({ length: 12 }, (_, m) => {
        const orders = Math.round(20 + 15 * Math.sin(m / 2 + c) + random() * 10);
        return {
          month: new Date(Date.UTC(2024, m, 1)),
          channel,
          orders,
          revenue: Math.round(orders * (20 + random() * 10)),
        };
      }),
    ),
    daily: Float64Array.from({ length: 90 }, (_, i) => 100 + 40 * Math.sin(i / 9) + random() * 30),
  };
}
