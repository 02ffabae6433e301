import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened, type OpenOptions } from "../browser";
import { codeOf, focusedCell, line, on, openOwn, press, SMALL } from "../hands";
import { names } from "../kept";
import { ranDuring, region, settled, states } from "../steps";

/**
 * Point 14: cell name visible and editable; renaming updates references; a clash or cycle is explained with links to
 * both cells.
 */

let opened: Opened;
let page: Page;

async function open(text = SMALL, options: OpenOptions = {}): Promise<void> {
  opened = await openOwn(text, options);
  ({ page } = opened);
}

afterEach(() => opened.close());
afterAll(closeBrowser);

describe("renaming", () => {
  test("by F2: every reference follows and everything that reads it runs again; one undo takes it back", async () => {
    await open();
    await settled(page);
    await on(page, "twice");
    await press(page, "F2");
    const field = page.getByRole("textbox", { name: "New name of twice" });
    await field.waitFor();
    expect(await axe(page, "name of a cell", ".rename")).toEqual([]);
    const ran = await ranDuring(page, async () => {
      await field.fill("double");
      await press(page, "Enter");
      await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "double", "more"]);
    });
    expect(ran).toEqual(expect.arrayContaining(["double", "more"]));
    expect(await codeOf(page, "more")).toBe("SELECT double.twice + 1 AS more\nFROM double");
    expect(Object.values(await states(page)).filter((state) => state !== "done")).toEqual([]);
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold is 10");
    await expect.poll(() => line(page).textContent()).toContain("Now called double; 4 places follow");
    await region(page, "text 1").getByRole("link", { name: "the query" }).click();
    await expect.poll(() => focusedCell(page)).toBe("double");
    await press(page, "z");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => codeOf(page, "more")).toBe("SELECT twice.twice + 1 AS more\nFROM twice");
  });

  test("by pointer: a name another cell has is refused, with a way to that cell", async () => {
    await open();
    await region(page, "twice").getByRole("button", { name: "twice: rename" }).click();
    const field = page.getByRole("textbox", { name: "New name of twice" });
    await field.fill("More");
    await press(page, "Enter");
    const alert = region(page, "twice").getByRole("alert");
    await alert.getByText(/Another cell is called more/).waitFor();
    await alert.getByRole("button", { name: "Go to more" }).click();
    await expect.poll(() => focusedCell(page)).toBe("more");
    expect(await names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
  });
});

describe("names that cannot stand", () => {
  const cell = (id: string, text: string) => `\`\`\`sql id=${id}\n${text}\n\`\`\`\n\n`;

  test("a circle and a doubled name are told at every cell they concern, with the way to the others", async () => {
    await open(
      cell("hen", "SELECT * FROM chick") +
        cell("egg", "SELECT * FROM hen") +
        cell("chick", "SELECT * FROM egg") +
        cell("twin", "SELECT 1 AS a") +
        cell("twin", "SELECT 2 AS a"),
    );
    const hen = region(page, "hen");
    await hen
      .getByText(
        /This cell and egg(,| and) (and )?chick read each other in a circle|This cell and .*egg.* read each other/,
      )
      .waitFor();
    for (const [from, to] of [
      ["hen", "egg"],
      ["hen", "chick"],
      ["egg", "hen"],
    ] as const) {
      await region(page, from)
        .getByRole("button", { name: `Go to ${to}` })
        .click();
      await expect.poll(() => focusedCell(page)).toBe(to);
    }
    const twins = page.locator("main section.cell").filter({ hasText: "Another cell is called twin too" });
    await expect.poll(() => twins.count()).toBe(2);
    for (const [at, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      await twins
        .nth(at)
        .getByRole("button", { name: /^Go to twin \(line \d+\)$/ })
        .click();
      await expect
        .poll(() => twins.nth(other).evaluate((node) => node === document.activeElement))
        .toBe(true);
    }
    expect(opened.errors).toEqual([]);
  });
});
