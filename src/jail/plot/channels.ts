/** Options of a mark that are read off each row; under `channels` any name is one. */
export const CHANNELS: ReadonlySet<string> = new Set(
  `x x1 x2 y y1 y2 z fx fy r rx ry fill fillOpacity stroke strokeOpacity strokeWidth opacity title ariaLabel text rotate
   length symbol width height src fontSize path weight value color size px py filter`.split(/\s+/),
);

/** What `group` and `bin` read off the rows themselves; any other channel is read off the groups they make. */
export const GROUPED: ReadonlySet<string> = new Set(
  "x y z fill stroke title fx fy sort filter path".split(" "),
);

/** Options that would let a figure reach beyond itself, or that need the page's DOM. */
export const FORBIDDEN: ReadonlyMap<string, string> = new Map([
  ["href", "plot.link"],
  ["target", "plot.link"],
  ["projection", "plot.geo"],
  ["document", "plot.option"],
  ["ownerDocument", "plot.option"],
  ["className", "plot.option"],
  ["render", "plot.option"],
  ["initializer", "plot.option"],
  ["transform", "plot.option"],
  ["__proto__", "plot.option"],
  ["constructor", "plot.option"],
  ["prototype", "plot.option"],
]);
