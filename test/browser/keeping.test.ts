import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, describe, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { openOwn } from "./hands";
import { editText, giveTo, keptText, names, NOTEBOOK, openSmall, SALES_CSV, SALES_NOTEBOOK } from "./kept";
import { region } from "./steps";

const soon = { timeout: 60_000 };
let opened: Opened;
let page: Page;

async function open(): Promise<void> {
  opened = await openPage(inject("site"));
  page = opened.page;
  await openSmall(page);
}
/** Types a line into the text of the notebook. */
async function write(into: Page, words: string): Promise<void> {
  await editText(into);
  await into.keyboard.type(words);
}

afterEach(async () => {
  await opened.close();
});
afterAll(closeBrowser);

describe("two tabs on one notebook", () => {
  test("the second says so, takes over with all that was typed, and the first can take it back", async () => {
    await open();
    await expect.poll(() => keptText(page), soon).toBe(NOTEBOOK);
    const second = await opened.context.newPage();
    await second.goto(page.url());
    await second.getByRole("heading", { name: "A small one is open in another tab" }).waitFor();

    // Typed at the last moment: nothing has had the time to be written.
    await write(page, " First tab.");
    expect(await axe(second, "another tab")).toEqual([]);
    await second.getByRole("button", { name: "Take it over here" }).click();
    await expect.poll(() => keptText(second), soon).toContain("${twice}. First tab.");
    await page.getByRole("heading", { name: "A small one goes on in another tab" }).waitFor();

    await write(second, " Second tab.");
    await page.getByRole("button", { name: "Take it back" }).click();
    await expect.poll(() => keptText(page), soon).toContain("${twice}. First tab. Second tab.");
    // One history over both tabs.
    await page.getByRole("button", { name: "Undo: changes in text 1" }).click();
    await page.getByRole("button", { name: "Undo: changes in text 1" }).click();
    await expect.poll(() => keptText(page), soon).toBe(NOTEBOOK);
    await second.getByRole("heading", { name: "A small one goes on in another tab" }).waitFor();
    expect(opened.errors).toEqual([]);
  });

  test("a copy is a notebook of its own", async () => {
    await open();
    await expect.poll(() => keptText(page), soon).toBe(NOTEBOOK);
    const second = await opened.context.newPage();
    await second.goto(page.url());
    await second.getByRole("button", { name: "Open a copy" }).click();
    await expect.poll(() => names(second), soon).toEqual(await names(page));
    expect(second.url()).not.toBe(page.url());
    await write(second, " Only here.");
    await write(page, " Only there.");
    await expect.poll(() => keptText(second), soon).toContain("${twice}. Only here.\n");
    await expect.poll(() => keptText(page), soon).toContain("${twice}. Only there.\n");
  });

  test("a tab that reloads is no second one", async () => {
    await open();
    for (let n = 0; n < 3; n++) {
      await page.reload();
      await expect.poll(() => names(page), soon).toContain("large");
    }
  });
});

describe("a data file", () => {
  test("goes with the tab, unless the reader keeps it on this device", async () => {
    opened = await openOwn(SALES_NOTEBOOK);
    page = opened.page;
    await giveTo(page, "sales", "sales.csv", SALES_CSV);
    await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
    await page.reload();
    await giveTo(page, "sales", "sales.csv", SALES_CSV);
    await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
    await page.getByRole("tab", { name: "Data" }).click();
    const keep = page.getByRole("checkbox", { name: "Keep sales.csv on this device" });
    await keep.check();
    await expect.poll(() => keep.isEnabled(), soon).toBe(true);
    await page.getByText("A copy is kept in this browser.").waitFor();
    await page.reload();
    await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
    await expect.poll(() => keep.isChecked(), soon).toBe(true);
    await keep.uncheck();
    await expect.poll(() => keep.isEnabled(), soon).toBe(true);
    await page.reload();
    await expect.poll(() => region(page, "sales").getAttribute("data-state"), soon).toBe("blocked");

    // Its place alone: a file of this browser's own, whose handle is as good as one of the disk and needs no question.
    await place(page, SALES_CSV);
    await page.reload();
    await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
    await page.getByText("Its place is remembered, nothing is copied.").waitFor();
    // Next month's rows in the same file: read, and said.
    await place(page, `${SALES_CSV}\nK99,2024-09-01,5.00`);
    await page.reload();
    await region(page, "sales").getByText("61 rows").first().waitFor();
    await expect.poll(() => region(page, "orders").getAttribute("data-state"), soon).toBe("done");
    // Deleted: the cell waits, and the button says why before it asks.
    await place(page, null);
    await page.reload();
    await expect.poll(() => region(page, "sales").getAttribute("data-state"), soon).toBe("blocked");
    const again = page.waitForEvent("filechooser");
    await region(page, "sales")
      .getByRole("button", { name: /Give|file/i })
      .first()
      .click();
    await page.getByText("sales.csv is not where it was").waitFor();
    await again;
    expect(opened.errors).toEqual([]);
  }, 400_000);
});

describe("forget everything", () => {
  test("asks first, and then nothing is left, in any tab", async () => {
    await open();
    await page.getByRole("button", { name: "Theme" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await write(page, " Kept.");
    await expect.poll(() => keptText(page), soon).toContain("Kept.");
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("tenure-files", { create: true });
      await folder.getFileHandle("sales.csv", { create: true });
      await caches.open("tenure-data");
    });
    await place(page, "x");
    const before = await left(page);
    expect(before).toMatchObject({
      databases: ["tenure", "tenure-past", "tenure-places"],
      files: ["tenure-elsewhere", "tenure-files"],
      caches: ["tenure-data"],
    });
    expect(before.preferences).toContain("tenure.theme");
    const second = await opened.context.newPage();
    await second.goto(page.url());
    await second.getByRole("button", { name: "Open a copy" }).click();
    await expect.poll(() => names(second), soon).toContain("large");

    const ask = () => page.getByRole("button", { name: "Forget everything …" }).click();
    const dialog = page.getByRole("dialog", { name: "Forget everything kept in this browser?" });
    await page.getByRole("tab", { name: "Data" }).click();
    await ask();
    await dialog.getByText("2 notebooks are kept now.").waitFor();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect((await left(page)).databases).toEqual(["tenure", "tenure-past", "tenure-places"]);
    await ask();
    await dialog.getByRole("button", { name: "Forget everything" }).click();
    for (const tab of [page, second]) await tab.getByRole("button", { name: "Try sample data" }).waitFor();
    await expect
      .poll(() => left(page), soon)
      .toEqual({ databases: [], preferences: [], files: [], caches: [] });
    expect(new URL(page.url()).hash).toBe("");
  });
});

/** All that the origin holds in this browser. */
function left(of: Page) {
  return of.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const files: string[] = [];
    for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name);
    // The empty state asks for the list of notebooks, which makes a database anew: one without a notebook is nothing.
    const databases: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const size = await new Promise<number>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          const base = request.result;
          const store = base.objectStoreNames[0];
          if (store === undefined) {
            resolve(0);
            return;
          }
          const count = base.transaction(store).objectStore(store).count();
          count.onsuccess = () => {
            base.close();
            resolve(count.result);
          };
        };
      });
      if (size > 0) databases.push(name);
    }
    return {
      databases: databases.sort(),
      preferences: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      files: files.sort(),
      caches: await caches.keys(),
    };
  });
}

/** Remembers where `sales.csv` of the open notebook lies: a file with this text, or (null) one that is not there. */
function place(of: Page, text: string | null): Promise<void> {
  return of.evaluate(async (content) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("tenure-elsewhere", { create: true });
    const handle = await folder.getFileHandle("sales.csv", { create: true });
    const writer = await handle.createWritable();
    await writer.write(content ?? "");
    await writer.close();
    const { size, lastModified } = await handle.getFile();
    if (content === null) await folder.removeEntry("sales.csv");
    const id = new URLSearchParams(location.hash.slice(1)).get("notebook")!;
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open("tenure-places");
      request.onupgradeneeded = () => request.result.createObjectStore("places");
      request.onerror = () => reject(request.error ?? new Error("no database"));
      request.onsuccess = () => {
        const base = request.result;
        const act = base.transaction("places", "readwrite");
        act.objectStore("places").put({ handle, size, modified: lastModified }, `${id}/sales.csv`);
        act.oncomplete = () => {
          base.close();
          resolve();
        };
        act.onerror = () => reject(act.error ?? new Error("not written"));
      };
    });
  }, text);
}
