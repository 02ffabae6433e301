import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serve } from "../../.run/serve.mjs";
import { closeBrowser, openPage, type Opened } from "./browser";
import { openSmall } from "./kept";
import { region, settled, unfinished, until } from "./steps";

/** The built site keeps itself in the browser: it works with its server switched off, and a newer one waits to be let in. */

const soon = { timeout: 60_000 };
let dist: string;
let server: Awaited<ReturnType<typeof serve>>;
let opened: Opened;
let off = 0;

beforeAll(async () => {
  // A copy, which a test may change.
  dist = await mkdtemp(join(tmpdir(), "tenure-offline-"));
  await cp(inject("dist"), dist, { recursive: true });
  server = await serve({ root: dist, base: "/off/line/" });
  opened = await openPage(server.url, { offline: true });
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
  await server.close();
  await rm(dist, { recursive: true, force: true });
});

const kept = () =>
  opened.page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("tenure-offline-"));
    const registration = await navigator.serviceWorker.getRegistration();
    return { names, active: registration?.active?.state ?? null, waiting: Boolean(registration?.waiting) };
  });

test("everything is kept, and it works with the server switched off", async () => {
  await until(async () => (await kept()).active === "activated", 120_000);
  const port = Number(new URL(server.url).port);
  await server.close();
  off = port;
  await opened.page.reload();
  await openSmall(opened.page);
  await opened.page.getByRole("button", { name: "Run all" }).first().click();
  await expect.poll(() => region(opened.page, "large").getAttribute("data-state"), soon).toBe("done");
  await opened.page.getByRole("link", { name: "Tenure, home" }).click();
  await opened.page.getByRole("button", { name: "Try sample data" }).click();
  const states = await settled(opened.page);
  expect(unfinished(states)).toEqual([]);
  expect(opened.foreign).toEqual([]);
});

test("a newer version says so and waits; taking it loses nothing", async () => {
  server = await serve({ root: dist, base: "/off/line/", port: off });
  const script = await readFile(join(dist, "sw.js"), "utf8");
  await writeFile(join(dist, "sw.js"), script.replace(/const VERSION = "\w+"/, 'const VERSION = "newer"'));
  await opened.page.reload();
  await opened.page.getByText("A new version of Tenure is ready").waitFor({ timeout: 60_000 });
  expect((await kept()).waiting).toBe(true);
  const cells = await opened.page.getByRole("main").getByRole("region").count();
  await Promise.all([
    opened.page.waitForEvent("load"),
    opened.page.getByRole("button", { name: "Reload with it" }).click(),
  ]);
  await expect.poll(() => opened.page.getByRole("main").getByRole("region").count(), soon).toBe(cells);
  await expect.poll(async () => (await kept()).names, soon).toEqual(["tenure-offline-newer"]);
});

test("to forget everything is to forget this too", async () => {
  const { page } = opened;
  await page.getByRole("link", { name: "Tenure, home" }).click();
  await page.getByRole("button", { name: "Forget everything …" }).click();
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("dialog").getByRole("button", { name: "Forget everything" }).click(),
  ]);
  await page.getByRole("button", { name: "Try sample data" }).waitFor();
  // Longer than the page waits before it keeps itself.
  await page.waitForTimeout(4000);
  expect(await kept()).toEqual({ names: [], active: null, waiting: false });
});
