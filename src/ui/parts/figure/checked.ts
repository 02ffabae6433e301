import { TenureError } from "../../../terms/error";

const ELEMENTS = new Set(
  `svg g path line rect circle ellipse polygon polyline text tspan title style defs clippath pattern marker image use
   lineargradient radialgradient stop canvas figure div span h2 h3 figcaption label`.split(/\s+/),
);
/** An address inside this picture, as clip paths and markers have. */
const WITHIN = /url\(\s*["']?#plot-[\w-]+["']?\s*\)/gi;
const FETCHES = /(url|src|image|image-set|cross-fade|element|expression)\s*\(|\\/i;
const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;
/** Attributes that hold words or paths, not CSS. */
const WORDS = /^(d|points|aria-.+|class|transform|viewbox|id)$/;

/**
 * The drawn figure, looked through once more before it comes into the page: whatever got past the guard of the record,
 * a picture holds no link, no script and no address. Throws `plot.record`.
 */
export function checked(drawn: Element): Element {
  for (const one of [drawn, ...drawn.querySelectorAll("*")]) {
    if (!ELEMENTS.has(one.tagName.toLowerCase())) throw new TenureError("plot.record");
    for (const { name, value } of one.attributes) {
      const key = name.toLowerCase();
      const address = /(^|:)(href|src)$/.test(key);
      if (key.startsWith("on") || (address && !PICTURE.test(value) && !/^#plot-[\w-]+$/.test(value)))
        throw new TenureError("plot.record");
      if (!address && !WORDS.test(key) && FETCHES.test(value.replace(WITHIN, "")))
        throw new TenureError("plot.record");
    }
  }
  return drawn;
}
