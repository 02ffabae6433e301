import * as Plot from "@observablehq/plot";
import { describe, expect, test } from "vitest";
import { EXPORTS, type Kind } from "../../../src/jail/plot/exports";

const library = Plot as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
const names = (...kinds: Kind[]) =>
  [...EXPORTS].filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
const isMark = (made: unknown): boolean =>
  made instanceof Plot.Mark ||
  (Array.isArray(made) && made.flat(Infinity).every((one) => one === null || isMark(one)));
const rows = [
  { a: 1, b: 2 },
  { a: 2, b: 1 },
];
const channels = { x: "a", y: "b", z: null };

describe("the recorder's list of exports", () => {
  test("is Plot's", () => {
    expect([...EXPORTS.keys()].sort()).toEqual(Object.keys(Plot).sort());
  });

  test.each(names("mark"))("%s makes a mark of rows and options", (name) => {
    const options = /^(crosshair|tip)/.test(name)
      ? { x: "a", y: "b" }
      : /^tree|^cluster/.test(name)
        ? { path: "a" }
        : channels;
    const more =
      name === "image"
        ? { src: "c" }
        : /^(area|arrow|link)$/.test(name)
          ? { x1: "a", y1: "b", x2: "b", y2: "a" }
          : {};
    expect(isMark(library[name]!(rows, { ...options, ...more }))).toBe(true);
  });

  test.each(names("axis", "bare"))("%s makes a mark of options alone", (name) => {
    expect(isMark(library[name]!({ fill: "red" }))).toBe(true);
  });

  test.each(names("transform", "regroup"))("%s makes options of options", (name) => {
    const told: Readonly<Record<string, unknown>> = {
      filter: () => true,
      sort: "a",
      map: { y: "cumsum" },
      mapX: "cumsum",
      mapY: "cumsum",
      select: "first",
      shiftX: 1,
      shiftY: 1,
      windowX: 2,
      windowY: 2,
      normalizeX: "sum",
      normalizeY: "sum",
    };
    const alone = /^(pointer|reverse|shuffle|select.+|tree)/.test(name);
    const input = name === "treeNode" || name === "treeLink" ? {} : { x: "a", y: "b" };
    const made = library[name]!(...(alone ? [input] : [told[name] ?? {}, input])) as Record<string, unknown>;
    expect([typeof made["transform"], typeof made["initializer"], typeof made["render"]]).toContain(
      "function",
    );
  });

  test.each(names("class"))("%s is a class", (name) => {
    expect(/^class\b/.test(library[name]!.toString())).toBe(true);
  });

  test("functions that are no class are none of them", () => {
    const classes = Object.keys(Plot).filter(
      (name) => typeof library[name] === "function" && /^class\b/.test(library[name].toString()),
    );
    expect(classes.sort()).toEqual(names("class").sort());
  });
});
