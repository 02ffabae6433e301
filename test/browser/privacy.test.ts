import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serve } from "../../.run/serve.mjs";
import { openPage, type Opened } from "./browser";

/** The main job from the empty page to the scores, watched from outside: by the server, and by the browser's network. */

let server: Awaited<ReturnType<typeof serve>>;
let opened: Opened;
const files = new Set<string>();

beforeAll(async () => {
  const dist = inject("dist");
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else files.add(`/deep/er/${relative(dist, path).split(sep).join("/")}`);
    }
  };
  walk(dist);
  files.add("/deep/er/");
  server = await serve({ root: dist, base: "/deep/er/" });
  opened = await openPage(server.url, { offline: true });
});

afterAll(async () => {
  await opened.close();
  await server.close();
});

/** What identifies somebody in the file: none of it may appear in any address. */
const CUSTOMERS = Array.from({ length: 300 }, (_, i) => `zoe.secret${i}@example.org`);

function orders(): string {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const lines = CUSTOMERS.flatMap((customer) =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
      const date = new Date(Date.UTC(2023, 0, 1) + Math.floor(random() * 700) * 86_400_000);
      return `${customer},${date.toISOString().slice(0, 10)},${(5 + random() * 90).toFixed(2)}`;
    }),
  );
  return ["customer,date,amount", ...lines].join("\n");
}

test("every request of the whole job is a GET of a file of the build, without query or body", async () => {
  const { page } = opened;
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).first().click();
  await (await chooser).setFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(orders()) });
  const make = page.getByRole("button", { name: "Make the notebook" });
  await expect.poll(() => make.isEnabled(), { timeout: 120_000 }).toBe(true);
  await make.click();
  const scores = page.getByRole("region", { name: "scores", exact: true });
  await expect.poll(() => scores.getAttribute("data-state"), { timeout: 170_000 }).toBe("done");
  const download = page.waitForEvent("download");
  await scores.getByRole("button", { name: "Download CSV" }).first().click();
  await download;

  const made = server.requests.map(({ method, url, body }) => ({ method, url, body }));
  expect(made.length).toBeGreaterThan(10);
  const odd = made.filter(({ method, url, body }) => method !== "GET" || body !== 0 || !files.has(url));
  expect(odd).toEqual([]);
  expect(opened.foreign).toEqual([]);
  expect(opened.requests.filter(({ method, body }) => method !== "GET" || body > 0)).toEqual([]);
});

test("the page itself may not ask anybody either", async () => {
  const before = server.requests.length;
  const { page } = opened;
  const outcome = await page.evaluate(
    (address) =>
      fetch(address, { method: "POST", body: "customers" }).then(
        () => "out",
        () => "stopped",
      ),
    "http://127.0.0.1:9/collect",
  );
  expect(outcome).toBe("stopped");
  expect(opened.foreign).toEqual([]);
  // Meanwhile the program may be kept for use without a network: files of the build, asked for and nothing told.
  const since = server.requests.slice(before);
  expect(since.filter(({ method, url, body }) => method !== "GET" || body !== 0 || !files.has(url))).toEqual(
    [],
  );
});

test("the rules of this file can fail", () => {
  for (const url of ["/deep/er/assets/none.js", "/deep/er/index.html?customer=17", "/favicon.ico"]) {
    expect(files.has(url)).toBe(false);
  }
  expect(files.has("/deep/er/index.html")).toBe(true);
});
