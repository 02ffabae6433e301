import * as Plot from "@observablehq/plot";
import { textOf, type Figure } from "./figure";
import { fillOf, hatch, legend, stepsTo, textOn, type Steps } from "./heat";
import { num, records, type Row } from "./rows";
import { AXIS, frame } from "./style";

/** Cells narrower than this stay without a number; the table has them all. */
const ROOM = 26;
/** Cohorts with fewer customers print their numbers in a quieter ink. */
const FEW = 30;

/** What the ends of steps of percent need to read alike: none, unless one of them is broken. */
const decimalsOf = ({ ends }: Steps): number =>
  ends.every((end) => Math.abs(100 * end - Math.round(100 * end)) < 1e-6) ? 0 : 1;

/**
 * Cohorts down, months since the first order across; colour is the share of the cohort that ordered, or its revenue per
 * first customer. A month that is not over is hatched and never coloured.
 */
export const cohorts: Figure = (batch, options, { words, format, width }) => {
  const money = options["show"] === "revenue";
  // In the first month everybody orders: it says nothing, and would take the whole scale.
  const rows = records(batch).filter((row) => money || num(row, "month") > 0);
  const currency = textOf(options, "currency");
  const value = (row: Row) => num(row, money ? "revenue" : "active") / num(row, "size");
  const shown = rows.filter((row) => row["complete"] === true);
  const steps = stepsTo(Math.max(1e-9, ...shown.map(value)), "rec");
  const write = (share: number) =>
    money ? format.number(share, share < 10 ? 1 : 0) : format.number(100 * share, 0);
  const key = (row: Row) => (row["cohort"] as Date).toISOString().slice(0, 7);
  const names = [...new Set(rows.map(key))];
  const size = new Map(rows.map((row) => [key(row), num(row, "size")]));
  const from = money ? 0 : 1;
  const months = Math.max(1, Math.max(0, ...rows.map((row) => num(row, "month"))) + 1 - from);
  const left = width < 480 ? 96 : 128;
  const cell = (width - left - 8) / months;
  const height = Math.max(18, Math.min(26, cell));
  const open = rows.filter((row) => row["complete"] !== true);
  const at = { x: "month", y: key } as const;
  const every = Math.max(1, Math.ceil(26 / cell));
  return frame(width, names.length * height + 84, {
    marginTop: 40,
    marginLeft: left,
    marginRight: 8,
    x: { type: "band", domain: Array.from({ length: months }, (_, i) => i + from), padding: 0 },
    y: { type: "band", domain: names, padding: 0 },
    marks: [
      legend(
        steps,
        (end) => (money ? format.number(end, 1) : format.percent(end, decimalsOf(steps))),
        width - left,
      ),
      open.length > 0 ? hatch : null,
      Plot.axisX({
        tickSize: 0,
        label: `${words("figure.months-since-first")} →`,
        labelArrow: "none",
        tickFormat: (month: number) => ((month - from) % every === 0 ? format.count(month) : ""),
      }),
      Plot.axisY({
        tickSize: 0,
        label: null,
        tickFormat: (name: string) => words("figure.cohort", { month: `${name}-01`, n: size.get(name) ?? 0 }),
      }),
      Plot.cell(shown, { ...at, fill: (row: Row) => fillOf(steps, value(row)), inset: 0.5 }),
      Plot.cell(open, { ...at, fill: "url(#tenure-hatch)", inset: 0.5 }),
      cell < ROOM
        ? null
        : Plot.text(shown, {
            ...at,
            text: (row: Row) => write(value(row)),
            fill: (row: Row) =>
              num(row, "size") < FEW && textOn(steps, value(row)) === "var(--ink)"
                ? AXIS
                : textOn(steps, value(row)),
          }),
      Plot.tip(
        rows,
        Plot.pointer({
          ...at,
          title: (row: Row) =>
            words(row["complete"] === true ? "figure.cohort-tip" : "figure.cohort-open", {
              month: `${key(row)}-01`,
              offset: num(row, "month"),
              active: num(row, "active"),
              size: num(row, "size"),
              money: num(row, "revenue"),
              currency,
            }),
        }),
      ),
    ],
  });
};
