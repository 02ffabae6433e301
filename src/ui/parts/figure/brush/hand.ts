import type * as Plot from "@observablehq/plot";
import { between, endsOf, type Axis } from "./axis";
import type { Extent } from "./predicate";

type Drawn = SVGSVGElement & Plot.Plot;
const SVG = "http://www.w3.org/2000/svg";
/** Pixels below which a drag is a press. */
const PRESS = 4;

const LOOK = {
  fill: "var(--yours)",
  "fill-opacity": "0.14",
  stroke: "var(--yours)",
  "pointer-events": "none",
} as const;

interface Scale {
  readonly type: string;
  readonly domain: readonly unknown[];
  readonly range: readonly number[];
  readonly bandwidth: number;
  apply(value: unknown): number;
  invert?(pixel: number): number | Date;
}

/**
 * Lets a hand choose along the horizontal axis of a drawn chart, and shows what is chosen. A press on a bar chooses it,
 * one beside everything chooses nothing; Escape lets go.
 *
 * @returns takes it away again
 */
export function brushOn(
  drawn: Drawn,
  axis: Axis,
  extent: Extent | null,
  onchoose: (extent: Extent | null) => void,
): () => void {
  const scale = drawn.scale("x") as unknown as Scale | undefined;
  if (!scale) return () => undefined;
  const ys = (drawn.scale("y")?.range ?? [0, drawn.height.baseVal.value]) as readonly number[];
  const [left, right] = [Math.min(...scale.range), Math.max(...scale.range)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const group = drawn.appendChild(document.createElementNS(SVG, "g"));
  const rect = group.appendChild(document.createElementNS(SVG, "rect"));
  group.setAttribute("class", "brush");
  // Attributes, so that a downloaded picture shows it as the page does.
  for (const [key, value] of Object.entries(LOOK)) rect.setAttribute(key, value);
  drawn.style.touchAction = "pan-y";
  drawn.style.cursor = "crosshair";

  const show = (from: number, to: number): void => {
    rect.setAttribute("x", String(from));
    rect.setAttribute("y", String(top));
    rect.setAttribute("width", String(Math.max(1, to - from)));
    rect.setAttribute("height", String(bottom - top));
    group.removeAttribute("display");
  };
  const showChosen = (): void => {
    const ends = extent && pixels(extent, scale, axis);
    if (ends) show(...ends);
    else group.setAttribute("display", "none");
  };
  showChosen();

  let start: number | null = null;
  const clamp = (x: number) => Math.max(left, Math.min(right, x));
  const at = (event: PointerEvent): number => {
    const box = drawn.getBoundingClientRect();
    return clamp(((event.clientX - box.left) / box.width) * drawn.viewBox.baseVal.width);
  };
  const ends = (event: PointerEvent): [number, number] => {
    const now = at(event);
    return [Math.min(start!, now), Math.max(start!, now)];
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    start = at(event);
    drawn.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const move = (event: PointerEvent): void => {
    if (start !== null) show(...ends(event));
  };
  const up = (event: PointerEvent): void => {
    if (start === null) return;
    const [from, to] = ends(event);
    start = null;
    const pressed = to - from < PRESS;
    const found = chosen(axis, scale, from, to);
    // On a line a press means nothing but "no longer".
    onchoose(pressed && scale.invert && axis.spans.every(([a, b]) => a === b) ? null : found);
    showChosen();
  };
  const drop = (event?: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== "Escape") return;
    if (start === null) return;
    start = null;
    showChosen();
  };
  const away = new AbortController();
  const { signal } = away;
  drawn.addEventListener("pointerdown", down, { signal });
  drawn.addEventListener("pointermove", move, { signal });
  drawn.addEventListener("pointerup", up, { signal });
  drawn.addEventListener("pointercancel", drop, { signal });
  addEventListener("keydown", drop, { signal, capture: true });
  return () => {
    away.abort();
    group.remove();
  };
}

/** What lies between two pixels. */
function chosen(axis: Axis, scale: Scale, from: number, to: number): Extent | null {
  if (scale.invert) return between(axis, Number(scale.invert(from)), Number(scale.invert(to)));
  const under = scale.domain.filter((one) => {
    const x = scale.apply(one);
    return x + scale.bandwidth >= from && x <= to;
  });
  if (under.length === 0) return null;
  if (axis.is === "words") return { is: "among", values: under as (string | number)[] };
  const ends = under.map(Number);
  return between(axis, Math.min(...ends), Math.max(...ends));
}

/** Where an extent lies on the figure; null where none of it is drawn. */
function pixels(extent: Extent, scale: Scale, axis: Axis): [number, number] | null {
  if (scale.invert) {
    if (extent.is === "among") return null;
    const [from, to] = endsOf(extent).map((end) => scale.apply(extent.is === "days" ? new Date(end) : end));
    return [Math.min(from!, to!), Math.max(from!, to!)];
  }
  const inside = scale.domain.filter((one) => {
    if (extent.is === "among") return extent.values.includes(one as string | number);
    const [low, high] = endsOf(extent);
    return axis.is === "days" && Number(one) >= low && Number(one) <= high;
  });
  const xs = inside.map((one) => scale.apply(one));
  return xs.length === 0 ? null : [Math.min(...xs), Math.max(...xs) + scale.bandwidth];
}
