import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordedOf, recorder } from "../../../src/jail/plot/recorder";
import { replay } from "../../../src/jail/plot/replay";
import { checked } from "../../../src/ui/parts/figure/checked";
import { drawings, made, type Plot as Library } from "../../figures/recorded";

/** Plot draws into the document of the page, also where it is not told which. */
const page = new JSDOM("").window;

/** A canvas that remembers its colours: ramps are drawn on one. */
page.HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement) {
  const painted: string[] = [];
  this.toDataURL = () => `data:image/png;base64,${painted.join("")}`;
  return {
    set fillStyle(colour: string) {
      painted.push(colour);
    },
    fillRect: () => undefined,
  };
} as never;

/** Plot numbers its clip paths and patterns through; here they are numbered from one. */
function numbered(svg: string): string {
  const ids = new Map<string, string>();
  return svg.replace(/plot-(clip|pattern|marker)-\d+/g, (id, kind: string) => {
    if (!ids.has(id)) ids.set(id, `plot-${kind}-${String(ids.size + 1)}`);
    return ids.get(id)!;
  });
}

beforeAll(() => Object.assign(globalThis, { window: page, document: page.document }));
afterAll(() => {
  Reflect.deleteProperty(globalThis, "window");
  Reflect.deleteProperty(globalThis, "document");
});

const drawn = (value: unknown): Element => {
  if (value instanceof page.Element) return value;
  return Plot.plot({ marks: [value as Plot.Markish] });
};

describe("a recorded figure is drawn as Plot draws it", () => {
  test.each(Object.entries(drawings))("%s", (_, drawing) => {
    const record = recordedOf(drawing(recorder as unknown as Library, made()));
    expect(record).not.toBeNull();
    const sent = structuredClone(record!);
    expect(numbered(checked(replay(sent, Plot)).outerHTML)).toBe(
      numbered(drawn(drawing(Plot, made())).outerHTML),
    );
  });

  test("there are at least forty", () => {
    expect(Object.keys(drawings).length).toBeGreaterThanOrEqual(40);
  });
});
