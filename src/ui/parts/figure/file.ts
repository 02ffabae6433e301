import { captionBlock } from "./caption";
import { facesFor } from "./faces";
import { inLight } from "./light";
import { element, plain, wordsOf } from "./plain";

/** Paper around the figure: names of axes may stand outside of it. */
const MARGIN = 24;

/** What the file says of itself: above the figure its title, below it its foot and source, a line each. */
export interface Caption {
  readonly title?: string;
  readonly subtitle?: string;
  readonly alt: string;
  readonly lines: readonly string[];
}

/**
 * The drawn figure as one SVG file that needs neither our style sheet nor our tokens: panels, legends, title and source
 * in one picture, every colour and font written out as computed. On light paper, whatever the theme: files go into
 * documents.
 *
 * @param box the element that holds the drawn figure: any number of SVG panels, and legends of SVG or HTML
 */
export function svgFile(box: HTMLElement, caption: Caption): string {
  return inLight(() => {
    const panels = [...box.querySelectorAll("svg")].filter(
      (svg) => svg.parentElement?.closest("svg") === null && svg.getBoundingClientRect().width > 0,
    );
    const words = wordsOf(box);
    const boxes = [...panels.map((panel) => panel.getBoundingClientRect()), ...words.map(({ rect }) => rect)];
    const left = Math.min(...boxes.map((one) => one.left));
    const top = Math.min(...boxes.map((one) => one.top));
    const inner = Math.ceil(Math.max(...boxes.map((one) => one.right)) - left);
    const body = Math.ceil(Math.max(...boxes.map((one) => one.bottom)) - top);

    const above = captionBlock(caption, "above", inner, box);
    const below = captionBlock(caption, "below", inner, box);
    const width = inner + 2 * MARGIN;
    const start = MARGIN + (above.height > 0 ? above.height + 12 : 0);
    const end = start + body + (below.height > 0 ? 14 : 0);
    const height = end + below.height + MARGIN;

    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    const file = element("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      width,
      height,
      role: "img",
    });
    file.append(
      element("title", {}, caption.title ?? caption.alt),
      element("desc", {}, caption.alt),
      element("rect", { width: "100%", height: "100%", fill: paper || "#fff" }),
      ...above.lines.map((line) => line(MARGIN, MARGIN)),
      ...panels.map((panel, i) => {
        const copy = plain(panel);
        copy.setAttribute("x", String(boxes[i]!.left - left + MARGIN));
        copy.setAttribute("y", String(boxes[i]!.top - top + start));
        copy.setAttribute("width", String(boxes[i]!.width));
        copy.setAttribute("height", String(boxes[i]!.height));
        copy.setAttribute("overflow", "visible");
        return copy;
      }),
      ...words.map(({ draw }) => draw(MARGIN - left, start - top)),
      ...below.lines.map((line) => line(MARGIN, end)),
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
  });
}

/** The same picture in pixels, twice as fine as the screen's, in the page's own faces. */
export async function pngOf(svg: string, scale = 2): Promise<Blob> {
  const dressed = svg.replace("</title>", `</title><style>${await facesFor(svg)}</style>`);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(dressed)}`;
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
