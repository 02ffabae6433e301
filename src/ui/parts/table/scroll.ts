/**
 * The scroll bar of a long table. Browsers draw no element taller than some limit (Firefox some 17.8 million pixels,
 * Chromium 33.5), so a longer table stands in a shorter box: near both ends, and for every small movement anywhere, a
 * pixel of the bar is a pixel of the table; a long pull at the bar covers the rest.
 */
export interface Track {
  /** Height of all rows, and of what can be seen of them at once; pixels. */
  readonly height: number;
  readonly view: number;
}

/** Where the table stands, and where the bar stood when that was settled; pixels from the top. */
export interface Place {
  readonly top: number;
  readonly bar: number;
}

/** Tallest box; a third below the lowest limit. */
export const TALLEST = 12_000_000;
/** At both ends a pixel is a pixel for this long. */
const EDGE = 1_000_000;
/** A movement shorter than this many views is one of a wheel, a finger or a key. */
const SMALL = 4;

/** Height of the box that is scrolled. */
export const boxHeight = ({ height }: Track): number => Math.min(height, TALLEST);

const longest = ({ height, view }: Track): number => Math.max(0, height - view);
const longestBar = (track: Track): number => Math.max(0, boxHeight(track) - track.view);

/** Where the table stands when the bar is pulled to `bar`: rises with it, from the first row to the last. */
export function topOf(track: Track, bar: number): number {
  const [end, barEnd] = [longest(track), longestBar(track)];
  const at = Math.min(barEnd, Math.max(0, bar));
  if (end === barEnd || at <= EDGE) return at;
  if (at >= barEnd - EDGE) return end - (barEnd - at);
  return EDGE + ((at - EDGE) * (end - 2 * EDGE)) / (barEnd - 2 * EDGE);
}

/** The place of the bar that {@link topOf} brings to `top`. */
export function barOf(track: Track, top: number): number {
  const [end, barEnd] = [longest(track), longestBar(track)];
  const at = Math.min(end, Math.max(0, top));
  if (end === barEnd || at <= EDGE) return at;
  if (at >= end - EDGE) return barEnd - (end - at);
  return EDGE + ((at - EDGE) * (barEnd - 2 * EDGE)) / (end - 2 * EDGE);
}

/** The bar moved to `bar`. */
export function scrolled(track: Track, from: Place, bar: number): Place {
  const by = bar - from.bar;
  // At either end of the bar there is no way to go on: the table is at its end too.
  const free = bar > 0 && bar < longestBar(track) - 0.5;
  if (!free || Math.abs(by) > SMALL * Math.max(100, track.view)) return { top: topOf(track, bar), bar };
  return { top: Math.min(longest(track), Math.max(0, from.top + by)), bar };
}

/** The place that shows `top` at the top, or as near as the end allows. */
export function placeAt(track: Track, top: number): Place {
  const at = Math.min(longest(track), Math.max(0, top));
  return { top: at, bar: barOf(track, at) };
}
