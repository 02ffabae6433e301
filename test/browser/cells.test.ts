import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { openFiles, region, settled, states, until } from "./steps";

/** Cells of code through the visible page. */

const url = inject("site");
let opened: Opened | null = null;

afterEach(async () => {
  await opened?.close();
  opened = null;
});
afterAll(() => closeBrowser());

const ORDERS = `\`\`\`sql id=orders
SELECT range AS n, 'c' || range AS customer, DATE '2024-01-01' + range::INTEGER AS day, range % 2 = 0 AS even
FROM range(10)
\`\`\`
`;

const cell = (id: string, body: string): string => `\n\`\`\`ts id=${id}\n${body}\n\`\`\`\n`;

/** Opens a notebook of this text as a stranger's file, and lets it run. */
async function open(text: string, locale?: string): Promise<Opened["page"]> {
  opened = await openPage(url, locale ? { locale } : {});
  const { page } = opened;
  const body = { name: "cells.md", mimeType: "text/markdown", buffer: Buffer.from(text) };
  await openFiles(page, body);
  await page.getByRole("button", { name: "Let it run" }).click();
  return page;
}

const shown = async (page: Opened["page"], id: string): Promise<string> =>
  (await region(page, id).innerText()).replace(/[\u00a0\u202f]/g, " ");
const valueOf = (page: Opened["page"], id: string) => region(page, id).locator("output").innerText();

describe("what a cell reads and gives", () => {
  test("tables by handles, values as they are, results of every form, the console below", async () => {
    const page = await open(
      `# Cells\n\n${ORDERS}
\`\`\`input id=k
type: range
min: 0
max: 10
value: 3
\`\`\`
` +
        cell(
          "total",
          `const n = (await orders.column("n")) as Float64Array;
console.log("rows", orders.count, [...orders.columns]);
console.warn(await orders.rows({ limit: 1 }));
return n.reduce((sum: number, one) => sum + one, 0) * k;`,
        ) +
        cell(
          "rows",
          `(await orders.rows()).map(({ n, day, even, customer }) => ({ n: n * 2, day, even, customer, next: new Date(+day + 3600e3) }));`,
        ) +
        `\n\`\`\`sql id=again\nSELECT sum(n) || ' ' || min(day) || ' ' || max(next) || ' ' || count(*) FILTER (even) AS told FROM rows\n\`\`\`\n` +
        `\n\`\`\`sql id=over\nSELECT count(*)::VARCHAR AS c FROM orders WHERE n > \${total / 27} AND n NOT IN \${[8]} AND day < \${new Date("2024-01-10")}\n\`\`\`\n` +
        cell("numbers", "return Float64Array.of(1, 2, 4);") +
        `\n\`\`\`sql id=three\nSELECT 'sum ' || sum(value)::INTEGER AS told FROM numbers\n\`\`\`\n` +
        cell("tree", "({ total, list: [1, { deep: 'x' }], when: new Date(0) })") +
        cell("cost", 'return money(1234.5, "EUR");') +
        cell("same", "return orders;") +
        cell("quiet", "const a = 1;"),
    );
    const all = await settled(page);
    expect(Object.entries(all).filter(([, state]) => state !== "done")).toEqual([]);
    expect(await valueOf(page, "total")).toBe("135");
    const log = region(page, "total").getByRole("log", { name: "Console" });
    expect(await log.innerText()).toContain('rows 10 ["n", "customer", "day", "even"]');
    expect(await log.innerText()).toContain(
      'warning\u00a0[{n: 0, customer: "c0", day: 2024-01-01T00:00:00.000Z, even: true}]',
    );
    expect(await shown(page, "again")).toContain("90.0 2024-01-01 2024-01-10 01:00:00 5");
    // 6, 7: above 5, not 8, before the tenth.
    expect(await region(page, "over").locator("[role=gridcell], td").allInnerTexts()).toContain("2");
    expect(await shown(page, "three")).toContain("sum 7");
    await region(page, "tree").locator("summary", { hasText: "list" }).click();
    expect(await shown(page, "tree")).toMatch(/total:?\s*135[\s\S]*2 items[\s\S]*"1970-01-01"/);
    expect(await valueOf(page, "cost")).toBe("€1,235");
    expect(await shown(page, "same")).toContain("c9");
    expect(await shown(page, "quiet")).toContain("returned nothing");
    expect(opened!.errors).toEqual([]);
    expect(opened!.foreign).toEqual([]);
  });

  test("text, in the words of the reader's language", async () => {
    const text = `${cell("share", "return 0.4567;")}
It holds \${percent(share)}, twice \${percent(share * 2)}, \${share > 0.4 ? "much" : "little"}, \${number(3, "month")}, \${date(new Date("2024-02-01"))}.
`;
    const page = await open(text);
    await settled(page);
    const prose = page.locator("main [data-kind=prose]").last();
    expect((await prose.innerText()).replace(/[\u00a0\u202f]/g, " ")).toContain(
      "It holds 46 %, twice 91 %, much, 3 months, 1 Feb 2024.",
    );
    expect(opened!.errors).toEqual([]);
  });

  test("html is cleaned, and a link that leads elsewhere asks before it opens", async () => {
    const page = await open(
      cell(
        "page",
        'return html`<h2>Hi ${"<b>"}</h2><img src="https://evil.example/x.png" onerror="alert(1)"><a href="https://evil.example/out?x=1">out</a><a href="javascript:alert(1)">bad</a><style>body{display:none}</style><form action="https://evil.example"><input name=a></form>`;',
      ),
    );
    await settled(page);
    const drawn = region(page, "page").locator(".html");
    expect(await drawn.innerHTML()).toMatch(
      /^<h2>Hi &lt;b&gt;<\/h2><a href="https:\/\/evil\.example\/out\?x=1">out<\/a><a>bad<\/a>/,
    );
    expect(await drawn.locator("img, style, form, input, script").count()).toBe(0);
    await drawn.getByText("out").click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("https://evil.example/out?x=1");
    expect(await axe(page, "link that leads elsewhere", "dialog[open]")).toEqual([]);
    await dialog.getByRole("button", { name: "Stay here" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(opened!.foreign).toEqual([]);
    expect(opened!.context.pages()).toHaveLength(1);
  });

  test("a figure of Plot is drawn by the page", async () => {
    const page = await open(
      ORDERS +
        cell(
          "figure",
          'Plot.plot({ title: "Days", marks: [Plot.dot(await orders.rows(), { x: "day", y: (d) => d.n * 2 })] })',
        ) +
        cell(
          "several",
          'const rows = await orders.rows();\nreturn [html`<h3>Two of them</h3>`, Plot.dot(rows, { x: "day", y: "n" }), Plot.barY(rows, { x: "customer", y: "n" })];',
        ),
    );
    await settled(page);
    expect((await states(page))["figure"]).toBe("done");
    await until(async () => (await region(page, "figure").locator("svg circle").count()) === 10);
    const several = region(page, "several");
    await until(async () => (await several.locator("svg circle").count()) === 10);
    await until(async () => (await several.locator("svg rect").count()) >= 9);
    expect(await several.locator("h3").innerText()).toBe("Two of them");
    expect(opened!.errors).toEqual([]);
  });
});

describe("what goes wrong in a cell", () => {
  test("code that never lets go is ended by itself; the limit and the way out are said, and other cells stand", async () => {
    const endless = {
      loop: "while (true) {}",
      objects: "const all = [];\nwhile (true) all.push({ n: all.length });",
      texts: "const all = [];\nfor (let i = 0; ; i++) all.push(`text ${i}`);",
      map: "const all = new Map();\nfor (let i = 0; ; i++) all.set(`key ${i}`, [i]);",
      promises: "console.log('before');\nwhile (true) await null;",
    };
    const ids = Object.keys(endless);
    const page = await open(
      cell("before", "return 6 * 6;") +
        Object.entries(endless)
          .map(([id, body]) => cell(`${id} seconds=1`, body))
          .join("") +
        cell("deep", "const f = (n: number): number => 1 + f(n + 1);\nreturn f(0);") +
        cell("wrong seconds=soon", "return 1;") +
        cell(
          "patient seconds=1",
          "for (let i = 0; i < 15; i++) await new Promise((on) => setTimeout(on, 100));\nreturn 9;",
        ) +
        `\n\`\`\`sql id=after\nSELECT \${before} + 6 AS n\n\`\`\`\n`,
    );
    for (const id of ids) {
      await until(async () => (await states(page))[id] === "failed", 60_000);
      expect(await shown(page, id)).toContain("The code ran for 1 second without letting go, and was ended");
      expect(await shown(page, id)).toContain("write seconds=6 into the first line of the cell");
    }
    await settled(page);
    expect(await states(page)).toMatchObject({
      before: "done",
      deep: "failed",
      wrong: "failed",
      patient: "done",
      after: "done",
    });
    expect(await shown(page, "deep")).toContain("Maximum call stack size exceeded");
    expect(await shown(page, "wrong")).toContain("seconds=soon cannot stand");
    expect(await region(page, "promises").locator("pre").last().textContent()).toBe("log: before");
    // One press writes it into the text, and one undo takes it back.
    await region(page, "loop").getByRole("button", { name: "Let it run for 6 seconds" }).click();
    await until(async () => (await states(page))["loop"] === "running");
    await region(page, "loop").getByRole("button", { name: "Stop" }).first().click();
    await until(async () => (await states(page))["loop"] === "cancelled");
    expect(opened!.errors).toEqual([]);
  });

  test("memory without end is an error of that cell; the page answers and the next cell runs", async () => {
    const page = await open(
      cell("greedy", "const a = [];\nwhile (true) a.push(new Float64Array(1e7));") +
        cell("doubling", 'let text = "ab";\nwhile (true) text += text;') +
        cell("listing", "let list = [1];\nwhile (true) list = list.concat(list);") +
        cell("after", "return 6 * 7;"),
    );
    for (const id of ["greedy", "doubling", "listing"]) {
      await until(async () => (await states(page))[id] === "failed", 120_000);
      expect(await shown(page, id)).toContain("more memory than the browser gives it");
    }
    await until(async () => (await states(page))["after"] === "done");
    expect(await valueOf(page, "after")).toBe("42");
  });

  test("a jail whose process dies is an error of that cell, and the next run has a new one", async () => {
    const page = await open(
      cell("before", "return 6 * 6;") +
        cell("long", "await new Promise(() => {});") +
        cell("after", "return 6 * 7;"),
    );
    // A frame that has run a program is up; one that dies before that only never comes.
    await until(async () => {
      const { before, long } = await states(page);
      return before === "done" && long === "running";
    });
    await region(page, "before").locator("output").waitFor();
    const frame = page.frames().find((one) => one.url().endsWith("/jail.html"))!;
    // To playwright the page is lost with one of its frames; the browser itself still knows it.
    const eye = await opened!.context.newCDPSession(page);
    const seen = async (id: string) => {
      const expression = `document.querySelector("[data-id=${id}]").dataset.state + " " + document.querySelector("[data-id=${id}]").innerText`;
      return String((await eye.send("Runtime.evaluate", { expression })).result.value);
    };
    const jail = await opened!.context.newCDPSession(frame);
    void jail.send("Page.crash").catch(() => undefined);
    await until(async () => (await seen("long")).startsWith("failed"), 60_000);
    const untouched = "The page and the other cells are untouched";
    await until(async () => (await seen("long")).includes(untouched));
    // A result is drawn after the state is told, for its view is fetched when it is first wanted.
    await until(async () => /^done[\s\S]*\b42\b/.test(await seen("after")));
    expect(await seen("before")).toMatch(/^done[\s\S]*\b36\b/);
  });
});

describe("what a cell cannot reach", () => {
  test("a table it does not name, what another cell left behind, and any power of a page", async () => {
    const names =
      "navigator|location|postMessage|Worker|indexedDB|caches|XMLHttpRequest|importScripts|BroadcastChannel|self";
    const page = await open(
      ORDERS +
        `\n\`\`\`sql id=secret\nSELECT 42 AS hidden\n\`\`\`\n` +
        cell("left", "globalThis.handle = orders; globalThis.left = 1; return orders.count;") +
        cell("spy", "return secrets.count;") +
        cell("finds", `return { left: typeof globalThis.left, handle: typeof globalThis.handle };`) +
        cell(
          "globals",
          `return Object.getOwnPropertyNames(globalThis).filter((name) => /^(${names})$/.test(name));`,
        ) +
        cell(
          "forger",
          `// Borrows the way to rows for a handle of its own making.
const seen = [];
for (const name of ["secret", "constructor"]) {
  try {
    await Object.getPrototypeOf(orders).rows.call({ columns: ["hidden"], count: 1, name });
    seen.push("read");
  } catch (error) {
    seen.push("refused");
  }
}
return seen.join() + " " + orders.count;`,
        ),
    );
    const all = await settled(page);
    expect(all).toMatchObject({ left: "done", finds: "done", globals: "done", forger: "done" });
    expect(all["spy"]).toBe("failed");
    expect(await shown(page, "finds")).toMatch(/left:?\s*"undefined"[\s\S]*handle:?\s*"undefined"/);
    expect(await shown(page, "globals")).toContain("0 items");
    expect(await valueOf(page, "forger")).toBe("refused,refused 10");
  });

  test("the frame does nothing outside of a sandbox", async () => {
    opened = await openPage(new URL("jail.html", url).href);
    const answered = await opened.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const frame = document.createElement("iframe");
          frame.src = location.href;
          frame.onload = () => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve("answered");
            frame.contentWindow?.postMessage({ script: "" }, "*", [port2]);
            setTimeout(() => resolve("silence"), 1500);
          };
          document.documentElement.append(frame);
          setTimeout(() => resolve("no frame"), 4000);
        }),
    );
    expect(answered).not.toBe("answered");
  });
});
