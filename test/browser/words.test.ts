import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "./browser";
import { crowded } from "./crowded";
import { settled, unfinished } from "./steps";

/** The finished notebook in each language, at a desk and in a hand: every word whole, none on another. */

const LANGUAGES = [
  { locale: "en-GB", sample: "Try sample data" },
  { locale: "pl-PL", sample: "Wypróbuj dane przykładowe" },
  { locale: "ru-RU", sample: "Попробовать на примере" },
] as const;
const WIDTHS = [1440, 1024, 768, 390, 360];

let opened: Opened;

async function atEveryWidth(): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await opened.page.setViewportSize({ width, height: 900 });
    // Figures are drawn anew for a new width, one frame later.
    await opened.page.waitForTimeout(500);
    found.push(...(await crowded(opened.page)).map((line) => `${width} px: ${line}`));
  }
  return found;
}
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
    expect(await atEveryWidth()).toEqual([]);
    await door.click();
    const states = await settled(page);
    expect(unfinished(states)).toEqual([]);
    expect(await atEveryWidth()).toEqual([]);
  });
});
