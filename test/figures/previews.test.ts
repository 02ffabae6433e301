import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fitSbg, sbgSurvival, tallyCohorts } from "../../src/models";
import { TEMPLATES } from "../../src/ui/gallery/templates";
import { panels, stored } from "./drawn";

// The stills of the gallery: what a notebook of each template draws of the sample (or of its own rows), by the figure
// code of the page, without words: they are told apart by their shape.
const folder = join(import.meta.dirname, "../../src/ui/gallery/previews");
const WIDTH = 300;

type Drawn = Parameters<typeof panels>[0];

const chart = (mark: string, y: readonly number[], color?: readonly string[]): Drawn => ({
  name: "chart",
  options: {
    ...{ mark, x: "x", y: "y", ...(color ? { color: "color" } : {}) },
    ...{ title: "", aggregate: "none", xLabel: "", yLabel: "", sort: null, period: null },
  },
  batch: {
    rows: y.length,
    columns: [
      { name: "x", type: "DOUBLE" },
      { name: "y", type: "DOUBLE" },
      ...(color ? [{ name: "color", type: "VARCHAR" }] : []),
    ],
    values: [
      Float64Array.from(y, (_, i) => (color ? i % (y.length / 2) : i)),
      Float64Array.from(y),
      ...(color ? [color] : []),
    ],
  },
});

/** The regular and the high-end group of Fader & Hardie (2007), each with the sBG model fitted to it. */
function survivors(counts: readonly number[]): number[] {
  const tally = tallyCohorts([counts]);
  const fit = tally.ok ? fitSbg(tally.value) : tally;
  if (!fit.ok) throw new Error(fit.code);
  const { alpha, beta } = fit.value.params;
  const curve = sbgSurvival({ alpha, beta }, 12);
  if (!curve.ok) throw new Error(curve.code);
  return [...curve.value];
}
const high = survivors([1000, 869, 743, 653, 593, 551, 517, 491]);
const regular = survivors([1000, 631, 468, 382, 326, 289, 262, 241]);

const DRAWN: Readonly<Record<string, Drawn>> = {
  worth: stored("whale.json"),
  cohorts: stored("cohorts.json"),
  duel: stored("baselines.json"),
  rfm: stored("segments.json"),
  rescoring: stored("distribution.json"),
  formula: chart(
    "area",
    Array.from({ length: 24 }, (_, month) => (20 * 0.9 ** month) / 1.1 ** (month / 12)),
  ),
  contracts: chart(
    "line",
    [...high, ...regular],
    [...high.map(() => "high"), ...regular.map(() => "regular")],
  ),
};

/** Words, Plot's own style sheet and names for screen readers go; what is drawn stays. */
const still = (svg: string): string =>
  svg
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<text[^>]*>.*?<\/text>/gs, "")
    .replace(/<title>.*?<\/title>/gs, "")
    .replace(/ (?:aria-[a-z]+|class)="[^"]*"/g, "")
    .replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1))))
    .replace(/<g[^>]*><\/g>/g, "")
    .replaceAll("><", ">\n<");

test.each(TEMPLATES.map(({ id }) => id))("the still of %s is what its figure draws", async (id) => {
  const { svg } = panels(DRAWN[id]!, WIDTH);
  expect(still(svg[0]!)).not.toMatch(/NaN|undefined|<script|href|<text/);
  await expect(still(svg[0]!)).toMatchFileSnapshot(join(folder, `${id}.svg`));
});

test("there is one for each template and no other, in colours of the theme", () => {
  expect(readdirSync(folder).sort()).toEqual(TEMPLATES.map(({ id }) => `${id}.svg`).sort());
  for (const id of Object.keys(DRAWN)) {
    const colours = [...still(panels(DRAWN[id]!, WIDTH).svg[0]!).matchAll(/(?:fill|stroke)="([^"]+)"/g)];
    expect(
      colours.map((match) => match[1]!).filter((colour) => /^#|^rgb|black|steelblue/.test(colour)),
    ).toEqual([]);
  }
});
