import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened } from "../browser";
import { openOwn } from "../hands";
import {
  editText,
  giveTo,
  keptText,
  NOTEBOOK,
  names as namesOf,
  openSmall,
  removeCell as remove,
} from "../kept";
import { region, settled } from "../steps";

/** For the two long ways through the page, on a machine short of breath. */
const LONG = 400_000;

/** A day's orders as a shop in Poland writes them; one line is doubled, one is cancelled. */
const rows = Array.from({ length: 60 }, (_, n) => {
  const day = String((n % 27) + 1).padStart(2, "0");
  return `K${n % 15};${day}.0${(n % 8) + 1}.2024;${10 + n},50;${20 + n},25;ok`;
});
const SALES = ["klient;data;kwota;inna;stan", ...rows, rows[0]!, "K1;05.09.2024;-12,00;-1,00;ok"].join("\n");
/** The same, with other columns. */
const OTHER = SALES.replace("klient;data;kwota;inna;stan", "buyer;when;paid;other;state");

const soon = { timeout: 60_000 };

let opened: Opened;
let page: Page;

async function open(): Promise<void> {
  opened = await openPage(inject("site"));
  page = opened.page;
  await page.addInitScript("delete globalThis.showSaveFilePicker");
}
async function openNotebook(content = NOTEBOOK): Promise<void> {
  await open();
  await openSmall(page, content);
}
/** A notebook that reads this file and no more: what changes is how it is read. */
async function importSales(): Promise<void> {
  opened = await openOwn(`---
title: Sales
---

\`\`\`source id=sales
file: sales.csv
size: ${SALES.length}
read: {format: csv, encoding: utf-8, delimiter: ";", header: 1, decimal: ",", thousands: ., dates: dd.mm.yyyy}
columns: {klient: text, data: date, kwota: decimal, inna: decimal, stan: text}
roles: {amount: kwota, customer: klient, date: data, refund: stan}
cancelled: [cancelled]
\`\`\`

\`\`\`ledger id=orders from=sales
\`\`\`
`);
  ({ page } = opened);
  await giveTo(page, "sales", "sales.csv", SALES);
  await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
}

const text = () => keptText(page);
const undo = (what: RegExp | string = /^Undo/) => page.getByRole("button", { name: what });
const redo = () => page.getByRole("button", { name: /^Redo/ });
const names = () => namesOf(page);
const said = () => page.locator("header [role=status]").textContent();

afterEach(async () => {
  await opened.close();
});
afterAll(closeBrowser);

describe("undo and redo", () => {
  test("of text: in the editor by keys, with the caret where the change was; the page has one history", async () => {
    await openNotebook();
    const code = page.getByRole("textbox", { name: "Code of twice" });
    await code.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("-- one");
    await page.keyboard.press("Enter");
    await expect.poll(() => undo("Undo: changes in twice").count(), soon).toBe(1);
    await expect.poll(text, soon).toContain("-- one\nSELECT 2");
    const typed = await text();
    await page.keyboard.press("Control+z");
    await expect.poll(text, soon).toBe(NOTEBOOK);
    await page.keyboard.press("Control+Shift+Z");
    await expect.poll(text, soon).toBe(typed);
    // Done again, the caret stands where the change ended, and the keyboard is still in the editor.
    await page.keyboard.type("/* two */");
    await expect.poll(text, soon).toContain("-- one\n/* two */SELECT 2");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(text, soon).toBe(NOTEBOOK);
    await page.keyboard.press("Control+y");
    await expect.poll(text, soon).toBe(typed);
    expect(opened.errors).toEqual([]);
  });

  test("of prose, typed and kept before it is left, even where a cell was begun in it", async () => {
    await openNotebook();
    await editText(page);
    await page.keyboard.type(" More.");
    await expect.poll(text, soon).toContain("${twice}. More.\n\n```input");
    const more = await text();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Edit text 1" }).waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("```sql id=mine");
    // On a slow machine a pause may have parted what was typed into several steps.
    const back = async () => {
      await page.keyboard.press("Control+z");
      return text();
    };
    await expect.poll(back, { ...soon, interval: 1000 }).toBe(more);
    await expect.poll(back, { ...soon, interval: 1000 }).toBe(NOTEBOOK);
    await page.keyboard.press("Escape");
    while ((await redo().getAttribute("aria-disabled")) !== "true") await redo().click();
    await expect.poll(names, soon).toContain("mine");
    await expect.poll(text, soon).toContain("```sql id=mine\n```");
  });

  test("of structure: removed, moved, added, each named on the button and said", async () => {
    await openNotebook();
    await region(page, "large").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(names, soon).toEqual(["text 1", "threshold", "large", "twice"]);
    await undo("Undo: moved cell large").click();
    await expect.poll(names, soon).toEqual(["text 1", "threshold", "twice", "large"]);
    await expect.poll(said, soon).toBe("Undone: moved cell large");
    await page.getByRole("button", { name: "Redo: moved cell large" }).click();
    await expect.poll(said, soon).toBe("Redone: moved cell large");
    await page.keyboard.press("Control+z");
    await removeCell("large");
    await expect.poll(names, soon).toEqual(["text 1", "threshold", "twice"]);
    await undo("Undo: removed cell large").click();
    await expect.poll(text, soon).toBe(NOTEBOOK);
  });

  test("of an input: one drag is one step", async () => {
    await openNotebook();
    await page.getByRole("button", { name: "Let it run" }).click();
    const slider = region(page, "threshold").getByRole("slider");
    const box = (await slider.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.06, y);
    await page.mouse.down();
    for (const share of [0.2, 0.4, 0.6, 0.8]) await page.mouse.move(box.x + box.width * share, y);
    await page.mouse.up();
    await expect.poll(text, soon).not.toContain("value: 5\n");
    await undo("Undo: changed input threshold").click();
    await expect.poll(text, soon).toBe(NOTEBOOK);
    await expect.poll(() => slider.inputValue(), soon).toBe("5");
    expect(await undo("Undo").getAttribute("aria-disabled")).toBe("true");
  });

  test("of the title, across a reload", async () => {
    await openNotebook();
    const title = page.getByRole("textbox", { name: "Title of the notebook" });
    await title.fill("Renamed");
    await page.keyboard.press("Enter");
    await expect.poll(text, soon).toContain("title: Renamed");
    await page.reload();
    await undo("Undo: renamed the notebook").click();
    await expect.poll(() => title.inputValue(), soon).toBe("A small one");
    await expect.poll(text, soon).toBe(NOTEBOOK);
    await page.reload();
    await page.getByRole("button", { name: "Redo: renamed the notebook" }).click();
    await expect.poll(() => title.inputValue(), soon).toBe("Renamed");
  });

  test(
    "of a ledger's rule, of how a source is read, and of another file with other columns",
    async () => {
      await importSales();
      const start = await text();
      const ledger = region(page, "orders");
      await ledger.getByRole("combobox", { name: "Exact duplicate of another row" }).selectOption("drop");
      await expect.poll(text, soon).toContain("duplicate-row: drop");
      await undo("Undo: changed the rules of orders").click();
      await expect.poll(text, soon).toBe(start);

      // Read otherwise: another column is the amount. Only the source's own cell changes.
      await region(page, "sales").getByRole("button", { name: "Change how it is read" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Amount", { exact: true }).selectOption("inna");
      const apply = dialog.getByRole("button", { name: "Read it this way" });
      await expect.poll(() => apply.isEnabled(), soon).toBe(true);
      await apply.click();
      await dialog.waitFor({ state: "detached" });
      await expect.poll(text, soon).toContain("amount: inna");
      const read = await text();
      const rest = (whole: string) => whole.replace(/```source[\s\S]*?```/, "");
      expect(rest(read)).toBe(rest(start));
      await undo("Undo: changed how sales is read").click();
      await expect.poll(text, soon).toBe(start);

      // Another file whose columns have other names: the dialog asks, and it is one step again.
      const chooser = page.waitForEvent("filechooser");
      await region(page, "sales").getByRole("button", { name: "Give another file" }).click();
      await (await chooser).setFiles({ name: "other.csv", mimeType: "text/csv", buffer: Buffer.from(OTHER) });
      await dialog.waitFor();
      await dialog.getByLabel("Customer", { exact: true }).selectOption("buyer");
      await dialog.getByLabel("Date", { exact: true }).selectOption("when");
      await dialog.getByLabel("Amount", { exact: true }).selectOption("paid");
      await expect.poll(() => apply.isEnabled(), soon).toBe(true);
      await apply.click();
      await expect.poll(text, soon).toContain("file: other.csv");
      await page.keyboard.press("Control+z");
      await expect.poll(text, soon).toBe(start);
      expect((await settled(page))["orders"]).toBe("done");
      expect(opened.errors).toEqual([]);
    },
    LONG,
  );
});

const removeCell = (name: string) => remove(page, name);

describe("deleted cells", () => {
  test("come back after a reload, byte for byte, below their old neighbour", async () => {
    await openNotebook(
      NOTEBOOK.replace("```sql id=large\nSELECT", "~~~~sql id=large view\n  SELECT").replace(
        "it\n```\n",
        "it\n~~~~\n",
      ),
    );
    const start = await text();
    await removeCell("twice");
    await removeCell("large");
    await page.reload();
    await expect.poll(names, soon).toEqual(["text 1", "threshold"]);
    await page.getByRole("tab", { name: "Outline" }).click();
    const bin = page.getByRole("region", { name: "Deleted cells" });
    await expect.poll(() => bin.getByRole("listitem").count(), soon).toBe(2);
    expect(await bin.textContent()).toContain("SELECT 'the large one' AS it");
    expect(await axe(page, "deleted cells", "aside")).toEqual([]);
    await bin.getByRole("button", { name: "Put back large" }).click();
    await expect.poll(names, soon).toEqual(["text 1", "threshold", "large"]);
    await bin.getByRole("button", { name: "Put back twice" }).click();
    await expect.poll(text, soon).toBe(start);
    await expect.poll(() => bin.count(), soon).toBe(0);
    await undo("Undo: put back cell twice").click();
    await expect.poll(() => bin.getByRole("listitem").count(), soon).toBe(1);
  });
});

describe("a walk by hand", () => {
  test(
    "of 40 edits, undos and reloads keeps the page, its text and what is stored the same, and leads back",
    async () => {
      await openNotebook();
      let state = 20261122;
      const below = (n: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
      };
      const of = <T>(list: readonly T[]) => list[below(list.length)]!;
      const cells = async () => (await names()).filter((name) => name !== null);
      const isOff = (button: ReturnType<typeof undo>) => button.getAttribute("aria-disabled");
      const acts: Readonly<Record<string, () => Promise<void>>> = {
        type: async () => {
          const code = page.getByRole("textbox", { name: /^Code of/ });
          if ((await code.count()) === 0) return;
          await code.nth(below(await code.count())).click();
          await page.keyboard.press(of(["Control+Home", "Control+End"]));
          await page.keyboard.type(of(["-- a", " ", "/* b */", "x"]));
          await page.keyboard.press("Escape");
        },
        prose: async () => {
          await region(page, "text 1").focus();
          await page.keyboard.press("Enter");
          await page.getByRole("textbox", { name: "Edit text 1" }).waitFor();
          await page.keyboard.press("Control+End");
          await page.keyboard.type(of([" More.", " É.", " **b**"]));
          await page.keyboard.press("Escape");
        },
        move: async () => {
          await region(page, of(await cells())).focus();
          await page.keyboard.press(of(["Alt+ArrowUp", "Alt+ArrowDown"]));
        },
        remove: async () => {
          const all = await cells();
          if (all.length > 2) await removeCell(of(all.filter((name) => !name.startsWith("text"))));
        },
        undo: async () => {
          await region(page, of(await cells())).focus();
          await page.keyboard.press("Control+z");
        },
        redo: async () => {
          await region(page, of(await cells())).focus();
          await page.keyboard.press("Control+y");
        },
        reload: async () => {
          await text();
          await page.reload();
          await page.getByRole("main", { name: "Notebook" }).waitFor();
          await expect.poll(async () => (await cells()).length, soon).toBeGreaterThan(0);
        },
      };
      for (let n = 0; n < 40; n++) {
        const act = of(["type", "type", "prose", "move", "move", "remove", "undo", "undo", "redo", "reload"]);
        await acts[act]!();
        const inText = async () => {
          const fences = (await text()).matchAll(/^```\w+ id=(\w+)$/gm);
          return [...fences].map((match) => match[1]);
        };
        await expect
          .poll(
            async () => [await inText(), (await cells()).filter((name) => !name.startsWith("text"))],
            soon,
          )
          .toSatisfy(([kept, drawn]: [string[], string[]]) => kept.join() === drawn.join());
      }
      const here = await text();
      while ((await isOff(undo())) !== "true") await undo().click();
      await expect.poll(text, soon).toBe(NOTEBOOK);
      while ((await isOff(redo())) !== "true") await redo().click();
      await expect.poll(text, soon).toBe(here);
      expect(opened.errors).toEqual([]);
    },
    LONG,
  );
});
