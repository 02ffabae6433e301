import { fetchAsset } from "../../../realm/assets";

/**
 * The page's own faces as a style sheet that a picture can carry: those that its words need and its look names, written
 * out as data. A picture drawn from SVG knows none of the page's fonts.
 */
export async function facesFor(svg: string): Promise<string> {
  const letters = new Set(Array.from(svg.replace(/<[^>]*>/g, ""), (letter) => letter.codePointAt(0)!));
  const needed = faces().filter(
    ({ family, ranges }) =>
      svg.includes(family) &&
      (ranges.length === 0 ||
        [...letters].some((letter) => ranges.some(([low, high]) => letter >= low && letter <= high))),
  );
  const rules = await Promise.all(
    needed.map(async ({ family, weight, style, range, url }) => {
      // A page that is one file has its letters inside already.
      const inside = url.startsWith("data:");
      const data = inside ? url : await dataUrl(await (await fetchAsset(url)).blob());
      return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(${data});${range ? `unicode-range:${range};` : ""}}`;
    }),
  );
  return rules.join("");
}

interface Face {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  readonly range: string;
  readonly ranges: readonly (readonly [number, number])[];
  readonly url: string;
}

/** Every upright face that the page's style sheets name. */
function faces(): readonly Face[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const { style } = rule;
      const url = /url\((["']?)(.+?)\1\)/.exec(style.getPropertyValue("src"))?.[2];
      const slant = style.getPropertyValue("font-style") || "normal";
      if (!url || slant !== "normal") return [];
      const range = style.getPropertyValue("unicode-range");
      return [
        {
          family: style.getPropertyValue("font-family").replace(/^["']|["']$/g, ""),
          weight: style.getPropertyValue("font-weight") || "400",
          style: slant,
          range,
          ranges: rangesOf(range),
          url: new URL(url, sheet.href ?? document.baseURI).href,
        },
      ];
    }),
  );
}

/** `U+0-FF, U+131, U+4??` as pairs of code points. */
export function rangesOf(range: string): readonly (readonly [number, number])[] {
  return range
    .split(",")
    .map((one) => one.trim().replace(/^u\+/i, ""))
    .filter(Boolean)
    .map((one) => {
      const [low = "", high = low] = one.split("-");
      return [Number.parseInt(low.replaceAll("?", "0"), 16), Number.parseInt(high.replaceAll("?", "F"), 16)];
    });
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error("the font could not be read"));
    reader.readAsDataURL(new Blob([blob], { type: "font/woff2" }));
  });
}
