import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { kinds } from "../../../src/kinds/coming";
import { read } from "../../../src/notebook/document";
import { readJupyter } from "../../../src/storage/formats/jupyterRead";
import { readKit } from "../../../src/storage/formats/kitRead";
import { parseHtml } from "./html";

/** Notebooks as others write them, after the public documentation of their formats: `x.ipynb` or `x.html` becomes `x.md`, with `x.remarks.json`. */
const folder = resolve(import.meta.dirname, "fixtures");
const isKind = (word: string) => kinds.has(word);
const samples = readdirSync(folder).filter((name) => /\.(ipynb|html)$/.test(name));
const carried = (name: string) => {
  const text = readFileSync(join(folder, name), "utf8");
  const title = name.replace(/\.\w+$/, "");
  return name.endsWith(".ipynb") ? readJupyter(text, isKind, title) : readKit(text, isKind, title, parseHtml);
};
const beside = (name: string, ending: string) => join(folder, name.replace(/\.\w+$/, ending));

describe("notebooks written by others", () => {
  test("there are at least ten, of both formats", () => {
    expect(samples.length).toBeGreaterThanOrEqual(10);
    expect(new Set(samples.map((name) => name.split(".").at(-1)))).toEqual(new Set(["ipynb", "html"]));
  });

  test.each(samples)("%s becomes one of ours", async (name) => {
    const { text, cells, remarks } = carried(name);
    await expect(text).toMatchFileSnapshot(beside(name, ".md"));
    await expect(`${JSON.stringify(remarks, null, 2)}\n`).toMatchFileSnapshot(beside(name, ".remarks.json"));
    // The text holds just the cells that were counted: none fell apart, none swallowed another.
    const found = read(text, kinds).cells;
    expect(found.length).toBe(cells);
    const ids = found.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("files that are none", () => {
  test.each(["", "{", "[]", "null", '{"cells": []}', '{"nbformat": 4}', '{"nbformat": "4", "cells": []}'])(
    "%j is no Jupyter notebook",
    (text) => {
      expect(() => readJupyter(text, isKind, "x")).toThrow("foreign.not-jupyter");
    },
  );

  test("a page without a notebook is none of Notebook Kit", () => {
    expect(() => readKit("<!doctype html><p>notebook</p>", isKind, "x", parseHtml)).toThrow(
      "foreign.not-kit",
    );
  });
});
