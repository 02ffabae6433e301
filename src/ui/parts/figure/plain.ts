const SVG = "http://www.w3.org/2000/svg";

const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
  "paint-order",
  "visibility",
] as const;

export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    // The serialiser writes the namespace itself.
    if (key !== "xmlns") made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A copy whose every element carries its computed look. */
export function plain(panel: SVGSVGElement): SVGSVGElement {
  const copy = panel.cloneNode(true) as SVGSVGElement;
  const drawn = [panel, ...panel.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  drawn.forEach((one, index) => {
    const target = copies[index]!;
    if (!(one instanceof SVGElement) || target.tagName === "style") return;
    const computed = getComputedStyle(one);
    for (const name of STYLES) target.setAttribute(name, computed.getPropertyValue(name));
    target.removeAttribute("class");
    target.removeAttribute("style");
  });
  for (const style of copy.querySelectorAll("style")) style.remove();
  return copy;
}

/** A run of text on the screen, and how to write it into a picture. */
export interface Word {
  readonly rect: DOMRect;
  readonly draw: (dx: number, dy: number) => SVGElement;
}

/** All text of `box` that is not in an SVG: names of legends, where they stand. */
export function wordsOf(box: HTMLElement): readonly Word[] {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const words: Word[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim();
    if (!text || !parent || parent.closest("svg, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const look = getComputedStyle(parent);
    words.push({
      rect,
      draw: (dx, dy) =>
        element(
          "text",
          {
            x: rect.left + dx,
            y: rect.top + rect.height / 2 + dy,
            "dominant-baseline": "central",
            "font-family": look.fontFamily,
            "font-size": look.fontSize,
            "font-weight": look.fontWeight,
            fill: look.color,
          },
          text,
        ),
    });
  }
  return words;
}
