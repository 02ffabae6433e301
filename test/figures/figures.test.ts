import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures";
import { LANGUAGES } from "../../src/i18n/languages";
import { files, panels, stored } from "./drawn";

const here = import.meta.dirname;
const WIDTHS = [346, 864] as const;

/** Text of the axes, labels and legends, with the size each is drawn at. */
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map((match) => match[1]!.replace(/<[^>]*>/g, ""));

describe.each(files())("%s", (file) => {
  const figure = stored(file);

  test.each(WIDTHS)("is drawn at %i px as in the gallery", async (width) => {
    const { svg, missing } = panels(figure, svgWidth(figure.name, width));
    expect(missing).toEqual([]);
    for (const [i, one] of svg.entries()) {
      const name = `${figure.name}-${width}${svg.length > 1 ? `-${i + 1}` : ""}.svg`;
      await expect(one.replaceAll("><", ">\n<")).toMatchFileSnapshot(join(here, "gallery", name));
    }
  });

  test("holds numbers, no NaN, and takes its colours from the theme", () => {
    for (const width of WIDTHS) {
      for (const one of panels(figure, width).svg) {
        expect(one).not.toMatch(/NaN|Infinity|undefined/);
        expect(texts(one).join(" ")).toMatch(/\d/);
        const colours = [...one.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map((match) => match[1]!);
        const fixed = colours.filter((colour) => /^#|^rgb|^(black|red|blue|steelblue)$/.test(colour));
        expect(fixed).toEqual([]);
        expect(one).toContain("font-size: 11.5px");
      }
    }
  });

  test.each(LANGUAGES)("has all its words in %s", (language) => {
    expect(panels(figure, 864, language).missing).toEqual([]);
  });
});

/** Two panels share a width that has room for them, as the page does it. */
const svgWidth = (name: string, width: number): number =>
  name === "tracking" && width > 660 ? (width - 24) / 2 : width;

test("every figure is in the gallery", () => {
  const drawn = files().map((file) => stored(file).name);
  expect(Object.keys(figures).filter((name) => name !== "chart" && !drawn.includes(name))).toEqual([]);
});

describe("a chart of the reader's own", () => {
  const columns = [
    { name: "channel", type: "VARCHAR" },
    { name: "month", type: "DATE" },
    { name: "orders", type: "DOUBLE" },
  ];
  const values = [
    ["web", "app", "web", "app", "web", "app"],
    Float64Array.from([0, 0, 1, 1, 2, 2], (month) => Date.UTC(2025, month, 1)),
    Float64Array.from([12, 3, 15, 6, 9, 7]),
  ];
  const batch = { rows: 6, columns, values };
  const common = {
    title: "",
    aggregate: "none",
    xLabel: "month",
    yLabel: "orders",
    sort: null,
    period: "month",
  };
  test.each([
    ["bar", { x: "channel", y: "orders" }],
    ["line", { x: "month", y: "orders", color: "channel" }],
    ["area", { x: "month", y: "orders" }],
    ["dot", { x: "month", y: "orders", color: "channel" }],
    ["rule", { x: "month" }],
    ["heatmap", { x: "month", y: "channel", color: "orders" }],
  ] as const)("%s", async (mark, channels) => {
    const { svg, missing } = panels({ name: "chart", options: { mark, ...channels, ...common }, batch }, 600);
    expect(missing).toEqual([]);
    expect(svg[0]).not.toMatch(/NaN|undefined/);
    await expect(svg[0]!.replaceAll("><", ">\n<")).toMatchFileSnapshot(
      join(here, "gallery", `chart-${mark}.svg`),
    );
  });

  test("a histogram stands on the bins that SQL made", () => {
    const bins = {
      rows: 3,
      columns: [
        { name: "amount", type: "DOUBLE" },
        { name: "amount to", type: "DOUBLE" },
        { name: "count", type: "DOUBLE" },
      ],
      values: [Float64Array.of(0, 10, 20), Float64Array.of(10, 20, 30), Float64Array.of(4, 9, 2)],
    };
    const options = { mark: "histogram", x: "amount", x2: "amount to", y: "count", ...common };
    const { svg } = panels({ name: "chart", options, batch: bins }, 600);
    expect([...svg[0]!.matchAll(/<rect[^>]*height="/g)]).toHaveLength(3);
  });
});
