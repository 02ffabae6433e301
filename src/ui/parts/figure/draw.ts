import type * as PlotModule from "@observablehq/plot";
import type { Figure, Options, Tools } from "../../../figures";
import { TenureError } from "../../../terms/error";
import type { Batch } from "../../../terms/table";

export interface Library {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly Plot: typeof PlotModule;
}

/** Panels stand side by side while each has this many pixels. */
const NARROWEST_PANEL = 320;
const GAP = 24;

/** The panels of a figure, each at its real width, drawn one by one: each takes a while. */
export function* draw(
  { figures, Plot }: Library,
  name: string,
  rows: Batch,
  options: Options,
  tools: Tools,
): Generator<undefined, readonly HTMLElement[]> {
  const figure = figures[name];
  if (!figure) throw new TenureError("figure.unknown", { name });
  const first = figure(rows, options, tools);
  const list = panelsOf(first);
  const beside = Math.max(
    1,
    Math.min(list.length, Math.floor((tools.width + GAP) / (NARROWEST_PANEL + GAP))),
  );
  const width = Math.floor((tools.width - (beside - 1) * GAP) / beside);
  const again = width === tools.width ? first : figure(rows, options, { ...tools, width });
  const drawn: HTMLElement[] = [];
  for (const [index, panel] of panelsOf(again).entries()) {
    yield;
    const element = document.createElement("div");
    element.className = "panel";
    element.style.gridColumn = String((index % beside) + 1);
    element.style.gridRow = String(Math.floor(index / beside) + 1);
    element.append(unnamed(Plot.plot({ ...panel, width: panel.width ?? width })));
    drawn.push(element);
  }
  return drawn;
}

/** The frame around a figure speaks for it; Plot's own names of its groups would be read beside it. */
export function unnamed(plot: Element): Element {
  for (const part of plot.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  return plot;
}

function panelsOf(made: ReturnType<Figure>): readonly PlotModule.PlotOptions[] {
  return Array.isArray(made) ? (made as readonly PlotModule.PlotOptions[]) : [made as PlotModule.PlotOptions];
}
