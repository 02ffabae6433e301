/**
 * What Plot exports, by what the recorder does with it; a test keeps the list equal to the real exports.
 *
 * - `mark` – `(data, options)`, `axis` – data may be left out, `bare` – options only, `marks` – several marks as one;
 * - `transform` – the last argument holds a mark's options; `regroup` – the same, and the mark then sees groups of rows;
 * - `draw` – makes a picture; `made` – makes a value that Plot takes as an option; `value` – is such a value;
 * - `geo`, `class`, `inner` – cannot be recorded.
 */
export type Kind =
  | "mark"
  | "axis"
  | "bare"
  | "marks"
  | "transform"
  | "regroup"
  | "draw"
  | "made"
  | "value"
  | "geo"
  | "class"
  | "inner";

const LIST: Readonly<Record<Kind, string>> = {
  mark: `
    area areaX areaY arrow auto barX barY bollingerX bollingerY boxX boxY cell cellX cellY circle cluster contour
    crosshair crosshairX crosshairY delaunayLink delaunayMesh density differenceX differenceY dot dotX dotY hexagon hull
    image line lineX lineY linearRegressionX linearRegressionY link raster rect rectX rectY ruleX ruleY spike text textX
    textY tickX tickY tip tree vector vectorX vectorY voronoi voronoiMesh waffleX waffleY`,
  axis: "axisFx axisFy axisX axisY gridFx gridFy gridX gridY",
  bare: "frame hexgrid",
  marks: "marks",
  transform: `
    dodgeX dodgeY filter hexbin map mapX mapY normalizeX normalizeY pointer pointerX pointerY reverse select selectFirst
    selectLast selectMaxX selectMaxY selectMinX selectMinY shiftX shiftY shuffle sort stackX stackX1 stackX2 stackY
    stackY1 stackY2 windowX windowY`,
  regroup: "bin binX binY group groupX groupY groupZ treeLink treeNode",
  draw: "legend plot",
  made: `
    bollinger find formatMonth formatNumber formatWeekday interpolatorBarycentric interpolatorRandomWalk normalize
    numberInterval scale timeInterval utcInterval window`,
  value: "formatIsoDate identity indexOf interpolateNearest interpolateNone",
  geo: "centroid geo geoCentroid graticule sphere",
  class: `
    Area Arrow BarX BarY Cell Contour Density Dot Frame Geo Hexgrid Image Line Link Mark Raster Rect RuleX RuleY Text
    TickX TickY Tip Vector WaffleX WaffleY`,
  inner: "autoSpec column initializer transform valueof",
};

export const EXPORTS: ReadonlyMap<string, Kind> = new Map(
  (Object.entries(LIST) as [Kind, string][]).flatMap(([kind, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, kind] as const),
  ),
);

/** Transforms that take nothing but options. */
const ALONE = new Set([
  ..."pointer pointerX pointerY reverse selectFirst selectLast selectMaxX selectMaxY selectMinX selectMinY".split(
    " ",
  ),
  ..."shuffle treeLink treeNode".split(" "),
]);
/** Transforms whose own options may stand among the mark's when there is one argument. */
const MERGING = /^(stack|dodge|window|normalize)/;

/** Which argument of a transform holds the options of the mark; -1 where the call gives none. */
export function optionsAt(name: string, count: number): number {
  if (ALONE.has(name)) return count > 0 ? 0 : -1;
  if (count === 1) return MERGING.test(name) ? 0 : -1;
  return count > 1 ? 1 : -1;
}

/** Marks that draw one path through many rows, or a fixed number of things, not one element for each row. */
const PATHS =
  /^(area|line|linearRegression|bollinger|difference|box|contour|density|raster|hull|delaunayMesh|voronoiMesh|auto)([XY]|$)/;
export const drawsPaths = (name: string): boolean => PATHS.test(name);

/** Transforms after which fewer elements are drawn than there are rows. */
const FEWER = /^(bin|group|hexbin|select|filter|pointer)/;
export const drawsFewer = (name: string): boolean => FEWER.test(name);
