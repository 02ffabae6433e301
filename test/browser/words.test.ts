import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "./browser";
import { crowded, crowdedAt } from "./crowded";
import { settled, unfinished } from "./steps";

/**
 * The finished notebook in each language, at a desk and in a hand: every word whole, none on another. In English, whose
 * words are the shortest, `points/04-sample.test.ts` looks at the page it has.
 */

const LANGUAGES = [
  { locale: "pl-PL", sample: "Wypróbuj dane przykładowe" },
  { locale: "ru-RU", sample: "Попробовать на примере" },
] as const;
/** One of each way the page is laid out; what fits a hand of 360 has room in one of 390. */
const WIDTHS = [1440, 1024, 768, 390, 360];

let opened: Opened;

afterAll(closeBrowser);

test("a cut word, a word on another and a page too wide are each found", async () => {
  opened = await openPage(inject("site"));
  await opened.page.setContent(`
    <p style="width: 3em; overflow: hidden; white-space: nowrap">a long line in a short box</p>
    <p style="margin-bottom: -2em">one</p><p>two</p>
    <p style="width: 200vw">wide</p>`);
  const found = await crowded(opened.page);
  await opened.close();
  expect(found.some((line) => line.startsWith("cut page: “a long line"))).toBe(true);
  expect(found.some((line) => /on each other .*“one”.*“two”/.test(line))).toBe(true);
  expect(found.some((line) => line.startsWith("the page is"))).toBe(true);
});

describe.each(LANGUAGES)("$locale", ({ locale, sample }) => {
  beforeEach(async () => {
    opened = await openPage(inject("site"), { locale });
  });
  afterEach(() => opened.close());

  test("no word of the finished notebook is cut or lies on another, at any width", async () => {
    const { page } = opened;
    const door = page.getByRole("button", { name: sample });
    await door.waitFor();
    expect(await crowdedAt(page, WIDTHS)).toEqual([]);
    await door.click();
    const states = await settled(page);
    expect(unfinished(states)).toEqual([]);
    expect(await crowdedAt(page, WIDTHS)).toEqual([]);
  });
});
