import * as Plot from "@observablehq/plot";
import type { Markish, ScaleOptions } from "@observablehq/plot";
import type { Figure } from "./figure";
import { fillOf, legend, stepsTo } from "./heat";
import { num, records, type Row } from "./rows";
import { BAR, BASE, dateTicks, frame, INK, xAxis, yAxis } from "./style";

const CATEGORIES = 6;
/** Names of the legend in a line, and the height of one. */
const KEYS = 4;
const LINE = 15;
const upright = { tickSize: 0, labelAnchor: "top", labelArrow: "none" } as const;

/** A chart the reader asked for: `mark`, and the columns behind `x`, `x2`, `y`, `y2`, `color`, `fx`. */
export const chart: Figure = (batch, options, tools) => {
  const rows = records(batch);
  const text = (key: string): string | null => (typeof options[key] === "string" ? options[key] : null);
  const mark = text("mark") ?? "bar";
  const [x, x2, y, y2, color, fx] = ["x", "x2", "y", "y2", "color", "fx"].map(text);
  const kind = (name: string | null | undefined) => {
    const found = rows.find((row) => name && row[name] !== null)?.[name!];
    return found instanceof Date ? "time" : typeof found === "number" ? "number" : "word";
  };
  const { format, width } = tools;
  const write = (value: unknown) =>
    value instanceof Date
      ? format.date(value.getTime(), options["period"] === "month" ? "month" : "short")
      : typeof value === "number"
        ? format.number(value)
        : typeof value === "string"
          ? value
          : "";
  const groups = color && mark !== "heatmap" ? [...new Set(rows.map((row) => String(row[color] ?? "")))] : [];
  const pen = (row: Row) => {
    const place = groups.indexOf(String(row[color!] ?? ""));
    return place < CATEGORIES ? `var(--cat-${place + 1})` : "var(--cat-rest)";
  };
  const heat = mark === "heatmap";
  const steps = stepsTo(Math.max(1e-9, ...rows.map((row) => num(row, color ?? ""))), "rec");
  const banded = (mark === "bar" && !x2) || (heat && !x2);
  const words = kind(x) === "word" || banded;
  const narrow = width < 480;
  const scaleX: ScaleOptions = words
    ? { type: "band", domain: [...new Set(rows.map((row) => row[x!] as string))], padding: heat ? 0 : 0.2 }
    : { type: kind(x) === "time" ? "utc" : "linear" };
  const many = words
    ? Math.ceil(new Set(rows.map((row) => row[x!])).size / Math.max(2, Math.floor(width / 70)))
    : 1;
  const places = new Map(
    words ? [...new Set(rows.map((row) => write(row[x!])))].map((label, i) => [label, i]) : [],
  );
  const axis = xAxis<unknown>(
    text("xLabel"),
    (value) => {
      const label = write(value);
      return words && (places.get(label) ?? 0) % many !== 0 ? "" : label;
    },
    words
      ? { tickSize: 0 }
      : {
          ticks:
            kind(x) === "time"
              ? datesOf(rows, x!, typeof options["period"] === "string", width)
              : narrow
                ? 4
                : 8,
        },
  );
  const fill = color && !heat ? pen : BAR;
  const stroke = color ? pen : INK;
  const at = { x: x!, ...(y ? { y } : {}), ...(fx ? { fx } : {}) };
  const marks: Markish[] =
    heat && x2 && y2
      ? [Plot.rect(rows, { x1: x!, x2, y1: y!, y2, fill: (row: Row) => fillOf(steps, num(row, color!)) })]
      : heat
        ? [Plot.cell(rows, { ...at, fill: (row: Row) => fillOf(steps, num(row, color!)), inset: 0.5 })]
        : x2
          ? [
              Plot.rectY(rows, {
                x1: x!,
                x2,
                y: y!,
                fill,
                ...(fx ? { fx } : {}),
                insetLeft: 0.5,
                insetRight: 0.5,
              }),
            ]
          : marked(mark, rows, at, { fill, stroke, z: color ?? null });
  const lines = Math.ceil(Math.min(groups.length, CATEGORIES + 1) / KEYS);
  const vertical = (typeof y === "string" && kind(y) === "word") || (heat && !y2);
  return frame(width, narrow ? 240 : 300, {
    marginTop: lines > 0 ? 33 + LINE * lines : heat ? 46 : 28,
    marginLeft: vertical ? 110 : 56,
    x: scaleX,
    y: vertical
      ? { type: "band", padding: heat ? 0 : 0.2 }
      : { nice: true, ...(heat ? {} : { zero: mark === "bar" || mark === "area" }) },
    marks: [
      ...(typeof y !== "string"
        ? []
        : vertical
          ? [Plot.axisY({ ...upright, label: text("yLabel"), tickFormat: write })]
          : kind(y) === "time"
            ? [Plot.axisY({ ...upright, label: text("yLabel"), tickFormat: write })]
            : yAxis(text("yLabel") ?? "", (value) => format.number(value))),
      axis,
      ...(heat ? [legend(steps, (end) => format.number(end), width - 120)] : []),
      ...marks,
      vertical || heat || typeof y !== "string" ? null : Plot.ruleY([0], { stroke: BASE }),
      ...groups
        .slice(0, CATEGORIES + 1)
        .map((group, i) => key(group, i, lines, groups.length > CATEGORIES, tools)),
    ],
  });
};

/** Where dates were grouped, some of them are the ticks; else so many as fit. */
function datesOf(rows: readonly Row[], x: string, grouped: boolean, width: number): Date[] | number {
  const fit = dateTicks(width);
  const days = [...new Set(rows.map((row) => Number(row[x])))].sort((a, b) => a - b);
  const every = Math.ceil(days.length / fit);
  return grouped ? days.filter((_, i) => i % every === 0).map((day) => new Date(day)) : fit;
}

function marked(
  mark: string,
  rows: readonly Row[],
  at: { readonly x: string; readonly y?: string; readonly fx?: string },
  {
    fill,
    stroke,
    z,
  }: { fill: string | ((row: Row) => string); stroke: string | ((row: Row) => string); z: string | null },
): Markish[] {
  switch (mark) {
    case "line":
      return [Plot.lineY(rows, { ...at, z, stroke, strokeWidth: 1.5 })];
    case "area":
      return [Plot.areaY(rows, { ...at, z, fill, fillOpacity: 0.7 })];
    case "dot":
      return [Plot.dot(rows, { ...at, stroke, r: 2.5 })];
    case "rule":
      return [Plot.ruleX(rows, { ...at, stroke })];
    default:
      return [Plot.barY(rows, { ...at, fill })];
  }
}

/** A name of the legend: the swatch's colour and the word in ink, in lines between the name of the axis and the figure. */
function key(
  group: string,
  place: number,
  lines: number,
  cut: boolean,
  { words, width }: Parameters<Figure>[2],
): Markish {
  const rest = cut && place === CATEGORIES;
  const fill = rest ? "var(--cat-rest)" : `var(--cat-${place + 1})`;
  const step = Math.min(130, (width - 70) / KEYS);
  return [
    Plot.text([group], {
      frameAnchor: "top-left",
      text: (name: string) => `■ ${rest ? words("figure.others") : name}`,
      dx: (place % KEYS) * step,
      dy: -5 - LINE * (lines - Math.floor(place / KEYS)),
      textAnchor: "start",
      fill,
    }),
  ];
}
