import { resolve } from "node:path";
import { JSDOM } from "jsdom";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { publicNames, referencePage } from "../../.run/reference.mjs";
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
