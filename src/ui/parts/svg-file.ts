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
] as const;
const SVG = "http://www.w3.org/2000/svg";
/** Paper around the panels: names of axes may stand outside of them. */
const MARGIN = 24;

/** What the file says of itself. */
export interface Caption {
  readonly title: string;
  readonly alt: string;
}

/**
 * The drawn panels as one SVG file that needs neither our style sheet nor our tokens: every colour and font is written
 * out as computed now.
 */
export function svgFile(panels: readonly SVGSVGElement[], caption: Caption, paper: string): string {
  const boxes = panels.map((panel) => panel.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left) + 2 * MARGIN;
  const height = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top) + 2 * MARGIN;

  const file = document.createElementNS(SVG, "svg");
  file.setAttribute("xmlns", SVG);
  file.setAttribute("viewBox", `0 0 ${width} ${height}`);
  file.setAttribute("width", String(width));
  file.setAttribute("height", String(height));
  file.setAttribute("role", "img");
  for (const [name, words] of [
    ["title", caption.title],
    ["desc", caption.alt],
  ] as const) {
    const element = document.createElementNS(SVG, name);
    element.textContent = words;
    file.append(element);
  }
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", paper);
  file.append(ground);
  panels.forEach((panel, index) => {
    const copy = plain(panel);
    copy.setAttribute("x", String(boxes[index]!.left - left + MARGIN));
    copy.setAttribute("y", String(boxes[index]!.top - top + MARGIN));
    copy.setAttribute("width", String(boxes[index]!.width));
    copy.setAttribute("height", String(boxes[index]!.height));
    copy.setAttribute("overflow", "visible");
    file.append(copy);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

/** A copy whose every element carries its computed look. */
function plain(panel: SVGSVGElement): SVGSVGElement {
  const copy = panel.cloneNode(true) as SVGSVGElement;
  const drawn = [panel, ...panel.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  drawn.forEach((element, index) => {
    const target = copies[index]!;
    if (!(element instanceof SVGElement) || target.tagName === "style") return;
    const computed = getComputedStyle(element);
    for (const name of STYLES) target.setAttribute(name, computed.getPropertyValue(name));
    target.removeAttribute("class");
    target.removeAttribute("style");
  });
  for (const style of copy.querySelectorAll("style")) style.remove();
  return copy;
}

/** The same picture in pixels, twice as fine as the screen's. Text falls back to fonts of the system. */
export async function pngOf(svg: string, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * scale;
  canvas.height = image.naturalHeight * scale;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("the picture could not be written"));
    }, "image/png");
  });
}
