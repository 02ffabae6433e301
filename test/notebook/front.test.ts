import { parse } from "yaml";
import { beforeEach, expect, test, vi } from "vitest";
import type * as Front from "../../src/notebook/text/front";

// As the page has it before YAML has come, whatever other tests of this process have loaded.
let frontTitle: typeof Front.frontTitle;
let readFrontWith: typeof Front.readFrontWith;
beforeEach(async () => {
  vi.resetModules();
  ({ frontTitle, readFrontWith } = await import("../../src/notebook/text/front"));
});

const front = (body: string) => `---\n${body}\n---\n`;
const PLAIN = [
  ["title: Worth of customers", "Worth of customers"],
  ["title:   Spaced  ", "Spaced"],
  ["author: Ann\ntitle: Second\n", "Second"],
  ['title: "Quoted: \\"it\\" \\u00e9"', 'Quoted: "it" é'],
  ["title: 'It''s ours'", "It's ours"],
  ['title: ""', ""],
  ["title: true", null],
  ["title:", null],
  ["# only a remark\nother: word", null],
] as const;
const WHOLE = [
  ["title: >-\n  Folded\n  over lines", "Folded over lines"],
  ["title: On\n  two lines", "On two lines"],
  ["{title: Flow}", "Flow"],
  ["title: With # a remark", "With"],
  ["tags: [a, b]\ntitle: Listed", "Listed"],
  ["title: 2024", null],
  ["title: a\ntitle: b", null],
  ["title: [", null],
] as const;

test.each(PLAIN)("%j is read without YAML, as YAML reads it", (body, title) => {
  expect(frontTitle(front(body))).toBe(title);
  const data = parse(body) as { title?: unknown };
  expect(typeof data.title === "string" ? data.title : null).toBe(title);
});

test("anything else waits for YAML", () => {
  for (const [body] of WHOLE) expect(frontTitle(front(body)), body).toBeUndefined();
  readFrontWith(parse);
  for (const [body, title] of WHOLE) expect(frontTitle(front(body)), body).toBe(title);
});
