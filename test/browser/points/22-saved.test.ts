import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "../browser";
import { editText, keptText, NOTEBOOK, openSmall } from "../kept";
import { region, until } from "../steps";

/**
 * Point 22: saved without asking: status text, survives reload and crash, `Ctrl+S` downloads/writes the file, warning
 * only when something truly cannot be kept (e.g. file handle denied in Firefox).
 */

let opened: Opened;
let page: Page;
afterEach(() => opened.close());
afterAll(closeBrowser);

const status = () => page.getByRole("banner").getByText(/kept in this browser|keeping|not kept/);

test("what is typed is kept by itself and says so; a reload and a crash lose nothing, and no question is asked", async () => {
  opened = await openPage(inject("site"));
  ({ page } = opened);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await openSmall(page);
  await editText(page);
  await page.keyboard.type(" Written just now.");
  // Reloaded at once: what waits to be written is written on the way out.
  await page.reload();
  await expect.poll(() => region(page, "text 1").textContent()).toContain("Written just now.");
  await page.getByRole("textbox", { name: "Title of the notebook" }).fill("Renamed: it");
  await page.keyboard.press("Enter");
  await expect.poll(() => status().innerText()).toBe("kept in this browser");
  const kept = await keptText(page);
  const address = page.url();

  // The process dies: no event, no last word.
  const eye = await opened.context.newCDPSession(page);
  const died = page.waitForEvent("crash");
  void eye.send("Page.crash").catch(() => undefined);
  await died;
  await page.close();
  page = await opened.context.newPage();
  await page.goto(address);
  await expect.poll(() => region(page, "text 1").textContent()).toContain("Written just now.");
  expect(await keptText(page)).toBe(kept);
  await page.getByRole("link", { name: "Tenure, home" }).click();
  await page.getByRole("button", { name: "Renamed: it" }).click();
  await expect.poll(() => region(page, "text 1").textContent()).toContain("Written just now.");
  expect(asked).toEqual([]);
});

test("Ctrl+S hands over the text byte for byte where the browser has no files of its own, and writes it where it has", async () => {
  opened = await openPage(inject("site"));
  ({ page } = opened);
  await page.addInitScript("delete globalThis.showSaveFilePicker");
  await page.reload();
  await openSmall(page);
  await region(page, "twice").focus();
  let waiting = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  let file = await waiting;
  expect(file.suggestedFilename()).toBe("A small one.md");
  expect(readFileSync(await file.path(), "utf8")).toBe(NOTEBOOK);
  waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  file = await waiting;
  expect(readFileSync(await file.path(), "utf8")).toBe(NOTEBOOK);

  // A browser that lets a page write to a file: here one of its own, which needs no dialog of the system.
  const written = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle("chosen.md").catch(() => null);
      // A file that is just being written cannot be read: it is looked at again.
      return handle ? (await handle.getFile()).text().catch(() => "") : "";
    });
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle("chosen.md", { create: true }),
    });
  });
  await page.reload();
  await region(page, "twice").focus();
  await page.keyboard.press("Control+s");
  await until(async () => (await written()) === NOTEBOOK);
  // The same file again, without a question.
  await editText(page);
  await page.keyboard.type(" More.");
  await page.keyboard.press("Control+s");
  await until(async () => (await written()).includes("${twice}. More."));
  expect(opened.errors).toEqual([]);
});

test("only what truly cannot be kept is told", async () => {
  opened = await openPage(inject("site"));
  ({ page } = opened);
  await openSmall(page);
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.addInitScript(() => {
    // As in a private window that refuses storage.
    Object.defineProperty(globalThis, "indexedDB", {
      get: () => {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await page.goto(inject("site"));
  await openSmall(page);
  await expect.poll(() => status().innerText()).toMatch(/not kept: this browser refuses storage/);
  await region(page, "twice").focus();
  const waiting = page.waitForEvent("download");
  await page.addScriptTag({ content: "delete globalThis.showSaveFilePicker" }).catch(() => undefined);
  await page.evaluate("delete globalThis.showSaveFilePicker");
  await page.keyboard.press("Control+s");
  expect(readFileSync(await (await waiting).path(), "utf8")).toBe(NOTEBOOK);
});
