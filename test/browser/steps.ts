import type { Locator, Page } from "playwright-core";

/** What a person does with the page, in the words a person reads on it. */

const FINISHED = new Set(["done", "failed", "blocked", "cancelled"]);

export const region = (page: Page, id: string): Locator =>
  page.getByRole("region", { name: id, exact: true });

/** Gives files through the door of the empty state or the file button of the sidebar. */
export async function openFiles(
  page: Page,
  files: string | string[] | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).first().click();
  await (await chooser).setFiles(files);
}

/** Files under a mouse button, as the events of a drop carry them. */
export function carried(page: Page, files: Readonly<Record<string, string | Buffer>>) {
  const list = Object.entries(files).map(
    ([name, body]) => [name, Buffer.from(body).toString("base64")] as const,
  );
  return page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const [name, body] of all)
      data.items.add(new File([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], name));
    return data;
  }, list);
}

/** Drops files on the window, as a mouse would. */
export async function dropAll(page: Page, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  const dataTransfer = await carried(page, files);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer });
  }
}

export const drop = (page: Page, name: string, body: string): Promise<void> =>
  dropAll(page, { [name]: body });

/** Waits until `holds`; for hooks, where expect.poll may not be used. */
export async function until(holds: () => Promise<boolean>, timeout = 30_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function makeNotebook(page: Page): Promise<void> {
  const make = page.getByRole("button", { name: "Make the notebook" });
  await until(() => make.isEnabled(), 120_000);
  await make.click();
  await page.getByRole("main", { name: "Notebook" }).waitFor();
}

/** State of every cell that has a kind, by name. */
export async function states(page: Page): Promise<Record<string, string>> {
  const cells = await page
    .locator("main [data-state]")
    .evaluateAll((nodes) =>
      nodes.map(
        (node) =>
          [node.getAttribute("aria-label") ?? node.id, node.getAttribute("data-state") ?? ""] as const,
      ),
    );
  return Object.fromEntries(cells);
}

/** Waits until nothing runs and at least one cell is done; returns the states. */
export async function settled(page: Page, timeout = 150_000): Promise<Record<string, string>> {
  let last: Record<string, string> = {};
  let quiet = 0;
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    last = await states(page);
    const values = Object.values(last);
    const still =
      values.some((state) => state === "done") &&
      !values.some((state) => state === "running" || state === "queued" || state === "stopping");
    quiet = still ? quiet + 1 : 0;
    if (quiet >= 4) return last;
    await page.waitForTimeout(150);
  }
  throw new Error(`the notebook did not settle: ${JSON.stringify(last)}`);
}

/** Cells that are neither done nor waiting on purpose. */
export const unfinished = (all: Record<string, string>): string[] =>
  Object.entries(all)
    .filter(([name, state]) => !name.startsWith("text ") && FINISHED.has(state) && state !== "done")
    .map(([name, state]) => `${name}: ${state}`);

/** How often each cell has run, by name. */
export async function runs(page: Page): Promise<Record<string, number>> {
  const cells = await page
    .locator("main [data-runs]")
    .evaluateAll((nodes) =>
      nodes.map(
        (node) => [node.getAttribute("aria-label") ?? "", Number(node.getAttribute("data-runs"))] as const,
      ),
    );
  return Object.fromEntries(cells);
}

/** Names of the cells that ran while `act` was done and the notebook came to rest. */
export async function ranDuring(page: Page, act: () => Promise<void>): Promise<string[]> {
  const before = await runs(page);
  await act();
  await page.waitForTimeout(400);
  await settled(page);
  const after = await runs(page);
  return Object.keys(after)
    .filter((name) => after[name] !== before[name])
    .sort();
}

/** Rows of a CSV file the page hands over, as records. */
export async function download(page: Page, button: Locator): Promise<Record<string, string>[]> {
  const waiting = page.waitForEvent("download");
  await button.click();
  const stream = await (await waiting).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const [head, ...lines] = Buffer.concat(parts).toString("utf8").trim().split(/\r?\n/);
  const names = head!.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((value, index) => [names[index]!, value])),
  );
}
