import type { RenderFunction } from "@observablehq/plot";

const SVG = "http://www.w3.org/2000/svg";

/** Nine steps of a sequential scale with the lower end of each but the first; ends are round numbers. */
export interface Steps {
  readonly pen: "rec" | "est";
  readonly ends: readonly number[];
}

/** The step a value stands in, 0 … 8. */
export function stepOf({ ends }: Steps, value: number): number {
  const above = ends.findIndex((end) => value < end);
  return above < 0 ? ends.length : above;
}

export const fillOf = (steps: Steps, value: number): string => `var(--${steps.pen}-${stepOf(steps, value)})`;

/** Ink on the light steps, paper from the fifth on: at least 4.5 to 1 either way. */
export const textOn = (steps: Steps, value: number): string =>
  stepOf(steps, value) < 5 ? "var(--ink)" : "var(--paper)";

/** Nine equal steps on round numbers up to about `top`. */
export function stepsTo(top: number, pen: Steps["pen"]): Steps {
  const power = 10 ** Math.floor(Math.log10(Math.max(top, 1e-9) / 9));
  const width = [1, 2, 2.5, 5, 10].find((one) => one * power * 9 >= top * 0.9) ?? 10;
  return { pen, ends: Array.from({ length: 8 }, (_, i) => Number(((i + 1) * width * power).toPrecision(6))) };
}

/** A row of swatches at the top left, the end of each step written below its border. */
export function legend(steps: Steps, format: (value: number) => string, width: number): RenderFunction {
  return (_index, _scales, _values, dimensions, context) => {
    const { document } = context;
    const group = document.createElementNS(SVG, "g");
    const size = Math.min(34, (width - 20) / 9);
    const make = (name: string, attributes: Readonly<Record<string, string | number>>) => {
      const element = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      group.append(element);
      return element;
    };
    const left = dimensions.marginLeft;
    for (let i = 0; i <= steps.ends.length; i++) {
      make("rect", { x: left + i * size, y: 2, width: size, height: 9, fill: `var(--${steps.pen}-${i})` });
    }
    const every = size < 26 ? 2 : 1;
    steps.ends.forEach((end, i) => {
      if (i % every !== 0) return;
      make("text", {
        x: left + (i + 1) * size,
        y: 24,
        "text-anchor": "middle",
        fill: "var(--fig-axis)",
      }).textContent = format(end);
    });
    return group;
  };
}

/** Definition of the 45° hatch that stands for what is not over yet. */
export const hatch: RenderFunction = (_index, _scales, _values, _dimensions, context) => {
  const defs = context.document.createElementNS(SVG, "g");
  defs.innerHTML = `<defs><pattern id="tenure-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--paper)"></rect><line x1="0" y1="0" x2="0" y2="5" stroke="var(--rule-strong)" stroke-width="1"></line></pattern></defs>`;
  return defs;
};
