import { resolve } from "node:path";
import { JSDOM } from "jsdom";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { publicNames, referencePage } from "../../.run/reference.mjs";
import { OPTIONS } from "../../.run/options.mjs";
import { SYMBOLS } from "../../.run/symbols.mjs";
import * as lib from "../../src/models/index";

describe("the reference page", () => {
  const names = publicNames(resolve(import.meta.dirname, "../.."), ts);

  test("holds every public name, and every one that runs has words", () => {
    const told = new Map(names.map((one) => [one.name, one]));
    expect(Object.keys(lib).filter((name) => !told.has(name))).toEqual([]);
    expect(names.filter(({ kind, doc }) => kind !== "type" && doc === "").map(({ name }) => name)).toEqual(
      [],
    );
    expect(told.get("covariates")!.doc).toContain("Fader & Hardie 2007");
    expect(told.get("Histories")!.members.map(({ name }) => name)).toContain("tx");
  });

  test("every one that runs names its source and the codes it can end in", () => {
    const running = names.filter(({ kind }) => kind !== "type");
    const sourced = ({ doc, tags }: (typeof names)[number]) =>
      tags.some(({ name, text }) => name === "source" && text.length > 10) ||
      /\b(?:1[89]|20)\d\d[a-z]?\b|§/.test(doc + tags.map(({ text }) => text).join(" "));
    expect(running.filter((one) => !sourced(one)).map(({ name }) => name)).toEqual([]);
    // A formula answers with a code or cannot fail; a code is read from its sources, so none is left out.
    const silent = running.filter(({ signature, codes }) => /Outcome</.test(signature) && codes.length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
    const codes = new Map(running.map((one) => [one.name, one.codes]));
    expect(codes.get("guptaLehmann")).toEqual(["DIVERGES", "NOT_FINITE", "OUT_OF_RANGE", "WRONG_KIND"]);
    expect(codes.get("kaplanMeier")).toEqual(["NOT_FINITE", "NO_DATA", "OUT_OF_RANGE", "WRONG_KIND"]);
    expect(codes.get("bgNbd")).toEqual(expect.arrayContaining(["history.late", "model.refused"]));
    expect(codes.get("backtest")).toContain("backtest.too-short");
    expect(codes.get("chooseFamily")).toEqual(["NOT_FINITE", "WRONG_KIND"]);
    expect(codes.get("fisherTail")).toEqual([]);
  });

  test("every number and column that goes in or comes out says what it is, in which shape and unit", () => {
    const counts = /\bnumber\b|\b(?:Float|Uint|Int)\d+Array\b/;
    const members = names.flatMap(({ name, members: own }) =>
      own
        .filter(({ type }) => counts.test(type) && !type.includes("=>"))
        .map((one) => ({ ...one, of: name })),
    );
    expect(members.length).toBeGreaterThan(700);
    const silent = members.filter(({ doc }) => doc.trim() === "");
    expect(silent.map(({ of, name }) => `${of}.${name}`)).toEqual([]);
    // What is said once for all of a name is said of something.
    const known = new Set(
      names.flatMap(({ name, members: own }) =>
        own.flatMap((one) => [one.name.replace("?", ""), `${name}.${one.name.replace("?", "")}`]),
      ),
    );
    expect(Object.keys(SYMBOLS).filter((name) => !known.has(name))).toEqual([]);
    // Options and answers written inline have no type to be looked up under: they are members of what takes or gives them.
    const paths = names.flatMap(({ name, members: own }) =>
      own.map((one) => `${name}.${one.name.replace("?", "")}`),
    );
    expect(Object.keys(OPTIONS).filter((path) => !paths.includes(path))).toEqual([]);
    for (const path of [
      "ewma.o.width",
      "sampleSize.→.perArm",
      "SavedFit.checks.gradient",
      "Valuation.at.o.margin",
    ])
      expect(paths).toContain(path);
    expect(members.find(({ of, name }) => of === "ewma" && name === "o.width")!.doc).toContain("3 is usual");
    expect(members.find(({ of, name }) => of === "Histories" && name === "tx")!.doc).toContain("t_x ≤ T");
    expect(members.find(({ of, name }) => of === "Acquisition" && name === "spend")!.doc).toMatch(/money/i);
  });

  test("is plain: no script, no inline style, no link into nothing", () => {
    const page = referencePage(names, "1.2.3");
    const { document } = new JSDOM(page).window;
    expect(document.querySelectorAll("script, style, [style], iframe, img, form")).toHaveLength(0);
    for (const element of document.querySelectorAll("*"))
      for (const { name } of element.attributes) expect(name.startsWith("on")).toBe(false);
    const ids = new Set([...document.querySelectorAll("[id]")].map(({ id }) => id));
    const dead = [...document.querySelectorAll("a")]
      .map((a) => a.getAttribute("href")!)
      .filter((href) => !href.startsWith("#") || !ids.has(href.slice(1)));
    expect(dead).toEqual([]);
    expect(document.querySelector("meta[http-equiv]")!.getAttribute("content")).toContain(
      "default-src 'none'",
    );
    expect(document.body.textContent).toContain("version 1.2.3");
  });
});
