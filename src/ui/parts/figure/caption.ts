import { element } from "./plain";
import type { Caption } from "./file";

/** Lines of text of one block, each as a function of where the block begins. */
export interface Block {
  readonly height: number;
  readonly lines: readonly ((x: number, y: number) => SVGElement)[];
}

interface Run {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly family: string;
  readonly fill: string;
}

/** Title and subtitle above a figure, foot and source below it, in the page's own faces, broken to the width. */
export function captionBlock(
  caption: Caption,
  place: "above" | "below",
  width: number,
  box: HTMLElement,
): Block {
  const token = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
  const run = (text: string, size: number, weight: number, face: string, ink: string): Run => ({
    text,
    size,
    weight,
    family: token(face),
    fill: token(ink),
  });
  const runs =
    place === "above"
      ? [
          ...(caption.title ? [run(caption.title, 19, 600, "--font-text", "--ink")] : []),
          ...(caption.subtitle ? [run(caption.subtitle, 13, 400, "--font-ui", "--ink-2")] : []),
        ]
      : caption.lines.map((line) => run(line, 12, 400, "--font-ui", "--ink-3"));
  let y = 0;
  const lines = runs.flatMap((one) =>
    broken(one, width).map((text) => {
      const baseline = y + one.size;
      y += Math.round(one.size * 1.35);
      return (left: number, top: number) =>
        element(
          "text",
          {
            x: left,
            y: top + baseline,
            "font-family": one.family,
            "font-size": one.size,
            "font-weight": one.weight,
            fill: one.fill,
          },
          text,
        );
    }),
  );
  return { height: y, lines };
}

/** The text in lines no wider than `width`. */
function broken({ text, size, weight, family }: Run, width: number): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return [text];
  pen.font = `${String(weight)} ${String(size)}px ${family}`;
  const lines: string[] = [];
  let line = "";
  // Only spaces that may break: those that must not are part of the word.
  for (const word of text.split(/[ \n]+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
