import * as Plot from "@observablehq/plot";
import type { Markish, PlotOptions } from "@observablehq/plot";

/** Colours are variables of the page, so that a figure follows the theme without being drawn again. */
export const INK = "var(--fig-ink)";
export const EST = "var(--fig-est)";
export const BAND = "var(--fig-band)";
export const BAR = "var(--fig-bar)";
export const AXIS = "var(--fig-axis)";
export const GRID = "var(--fig-grid)";
export const BASE = "var(--fig-base)";
export const PAPER = "var(--paper)";
/** Recorded lines are 1.5 px, modelled ones 2 px and dashed where nothing was fitted. */
export const RECORDED = { stroke: INK, strokeWidth: 1.5 } as const;
export const MODEL = { stroke: EST, strokeWidth: 2 } as const;
export const BEYOND = "5 3";
export const HALO = { stroke: PAPER, strokeWidth: 4, strokeLinejoin: "round" } as const;

/** No text under 11 px. */
const TEXT = 11.5;

export function frame(width: number, height: number, options: PlotOptions): PlotOptions {
  return {
    width,
    height,
    marginTop: 28,
    marginRight: 12,
    marginBottom: 36,
    marginLeft: 46,
    ...options,
    style: {
      fontFamily: "var(--font-ui)",
      fontSize: `${TEXT}px`,
      color: AXIS,
      background: "none",
      overflow: "visible",
    },
  };
}

/** Horizontal grid and an axis without ticks; its name stands at its end with an arrow, never rotated. */
export function yAxis(label: string, format: (value: number) => string, ticks = 5): Markish[] {
  return [
    Plot.gridY({ stroke: GRID, strokeOpacity: 1, ticks }),
    Plot.axisY({
      ticks,
      tickSize: 0,
      label: `${label} ↑`,
      labelArrow: "none",
      labelAnchor: "top",
      tickFormat: (value: number) => format(value),
    }),
  ];
}

export function xAxis<T>(
  label: string | null,
  format: (value: T) => string,
  options: Readonly<Record<string, unknown>> = {},
): Markish {
  return Plot.axisX({
    tickSize: 4,
    stroke: AXIS,
    label: label === null ? null : `${label} →`,
    labelArrow: "none",
    tickFormat: (value: T) => format(value),
    ...options,
  });
}

/** Money on an axis: no cents where there are none. */
export const moneyTick =
  (money: (value: number, currency: string) => string, currency: string) =>
  (value: number): string =>
    money(value, currency).replace(/[.,]00(?!\d)/, "");

/** How many dates fit along an axis without touching. */
export const dateTicks = (width: number): number => Math.max(2, Math.min(8, Math.floor(width / 75)));

/** Starts of months, evenly spaced from a January on, as many as fit; of short spans, evenly spaced days. */
export function monthTicks(first: Date, last: Date, width: number): Date[] {
  const fit = dateTicks(width - 60);
  const month = (day: Date) => 12 * day.getUTCFullYear() + day.getUTCMonth();
  const [from, to] = [month(first), month(last)];
  const days = Math.round((last.getTime() - first.getTime()) / 86_400_000);
  if (to - from < 3) {
    const step = Math.max(1, Math.ceil(days / fit));
    const count = Math.floor(days / step) + 1;
    return Array.from({ length: count }, (_, i) => new Date(first.getTime() + i * step * 86_400_000));
  }
  const step =
    [1, 2, 3, 6, 12, 24, 60, 120].find((one) => Math.floor(to / one) - Math.ceil(from / one) < fit) ?? 120;
  const start = Math.ceil((from + (first.getUTCDate() > 1 ? 1 : 0)) / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - start + 1) }, (_, i) => {
    const at = (start + i) * step;
    return new Date(Date.UTC(Math.floor(at / 12), at % 12, 1));
  });
}

/** The double rule that splits fitted from held out. */
export function split(x: Date | number): Markish[] {
  return [-1.5, 1.5].map((dx) => Plot.ruleX([x], { stroke: "var(--fig-split)", strokeWidth: 1, dx }));
}
