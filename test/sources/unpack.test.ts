import { BlobReader, BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { utils, write, type BookType } from "@e965/xlsx";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { open } from "../../src/sources/unpack/open";
import { TenureError } from "../../src/terms/error";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, read, textFile } from "./read";

/** Tables inside archives, workbooks, pages and JSON: taken out whole, or refused in words. */

const ORDERS = [
  ["customer_id", "order_id", "date", "amount"],
  ["007", "A1", "2024-01-05", 12.5],
  ["7", "A2", "2024-02-29", 1000],
  ['Ö, "x"', "A3", "2024-03-01", 0.1],
] as const;
const CSV =
  "customer_id,order_id,date,amount\n007,A1,2024-01-05,12.5\n7,A2,2024-02-29,1000\nx,A3,2024-03-01,0.1\n";

function book(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  type: BookType = "xlsx",
): File {
  const made = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(made, utils.aoa_to_sheet<unknown>(rows.map((row) => [...row])), name);
  }
  return new File([write(made, { type: "array", bookType: type }) as ArrayBuffer], `orders.${type}`);
}

async function zip(files: Readonly<Record<string, string | File>>, password?: string): Promise<File> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...(password ? { password } : {}) });
  for (const [name, content] of Object.entries(files)) {
    await writer.add(name, typeof content === "string" ? new TextReader(content) : new BlobReader(content));
  }
  return new File([await writer.close()], "orders.zip");
}

const code = async (file: File): Promise<string> =>
  sniff(file).then(
    () => "read",
    (error: unknown) => TenureError.from(error).code,
  );

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

describe("workbooks", () => {
  test.each(["xlsx", "biff8", "ods"] as const)(
    "%s: ids stay text, days and money are exact",
    async (type) => {
      const sniffed = await sniff(book({ Orders: ORDERS }, type));
      expect(sniffed.spec.read).toMatchObject({ format: "workbook", header: 1, dates: "yyyy-mm-dd" });
      expect(sniffed.preview).toEqual(ORDERS.slice(1).map((row) => row.map(String)));
      const ledger = await read(engine, book({ Orders: ORDERS }, type));
      expect(ledger.kept).toMatchObject({ rows: 3, customers: 3, orders: 3, money: 1012.6 });
      expect([ledger.first, ledger.last]).toEqual(["2024-01-05", "2024-03-01"]);
    },
  );

  test("the fullest sheet is taken, another on request, and its name stands in the text", async () => {
    const file = book({ Notes: [["About", "this"]], March: ORDERS, April: ORDERS.slice(0, 2) });
    const first = await sniff(file);
    expect(first.spec.read.sheet).toBe("March");
    expect(first.choices.sheet).toEqual(["Notes", "March", "April"]);
    const second = await sniff(file, { read: { sheet: "April" } });
    expect(second.preview).toHaveLength(1);
    const ledger = await survey(engine, file, second.spec, second.ledger, job);
    expect(ledger.kept.rows).toBe(1);
    await expect(open(file, { sheet: "May" })).rejects.toMatchObject({ code: "source.no-sheet" });
  });

  test("sheets of one layout are asked about, and read one under the other with the sheet of each row", async () => {
    const month = (n: number, who: string): unknown[][] => [
      [`Orders of month ${n}`],
      [...ORDERS[0]],
      ...[0, 1, 2].map((i) => [`${who}${i}`, `${who}-${n}-${i}`, `2024-0${n}-1${i}`, 10 * n + i]),
      [],
      ["Total", "", "", 30 * n + 3],
    ];
    const file = book({
      Notes: [["customer_id", "notes"]],
      Jan: [...month(1, "k"), ["k9", "k-1-9", "2024-01-20", 1]],
      Feb: month(2, "k").slice(1),
      Mar: month(3, "m"),
      "Part of Jan": month(1, "k").slice(0, 4),
      Costs: [
        ["channel", "day", "spent", "clicks"],
        ["ads", "2024-01-01", 5, 9],
      ],
    });
    const asked = await sniff(file);
    expect(asked.spec.read.sheet).toBe("Jan");
    expect(asked.choices.alike).toEqual(["Jan", "Feb", "Mar"]);
    const question = asked.questions.find((one) => one.code === "sniff.ask.sheets")!;
    expect(question.answers.map(({ overrides }) => overrides.read?.sheet)).toEqual(["*", "Jan"]);
    const all = await sniff(file, question.answers[0]!.overrides);
    expect(all.questions.map((one) => one.code)).not.toContain("sniff.ask.sheets");
    expect(all.spec.read).toMatchObject({ sheet: "*", header: 2 });
    expect(Object.keys(all.spec.columns)).toEqual(["customer_id", "order_id", "date", "amount", "sheet"]);
    const ledger = await survey(engine, file, all.spec, all.ledger, job);
    expect(ledger.kept).toMatchObject({ rows: 10, orders: 10, customers: 7, money: 190 });
    expect([ledger.first, ledger.last]).toEqual(["2024-01-10", "2024-03-12"]);
    const only = await sniff(file, question.answers[1]!.overrides);
    expect((await survey(engine, file, only.spec, only.ledger, job)).kept).toMatchObject({ rows: 4 });
    // Next year's file may have one month only.
    const next = book({ Notes: [["customer_id", "notes"]], Jan: month(1, "k") });
    expect((await survey(engine, next, all.spec, all.ledger, job)).kept).toMatchObject({
      rows: 3,
      money: 33,
    });
  });

  test("a cell in error has no value, and is counted with its row", async () => {
    const rows = [ORDERS[0], ["a", "1", "2024-01-01", { t: "e", v: 42 }], ["b", "2", "2024-01-02", 5]];
    const ledger = await read(engine, book({ Orders: rows }));
    expect(ledger.rejected.rows).toBe(1);
    expect(ledger.kept.money).toBe(5);
  });

  test("days are days, at any hour and from either epoch", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2069, 11, 31) / 1000 }),
        fc.boolean(),
        async (second, from1904) => {
          const serial = second / 86_400 + 25_569 - (from1904 ? 1462 : 0);
          const made = utils.book_new();
          const sheet = utils.aoa_to_sheet([
            ["id", "date"],
            ["a", serial],
          ]);
          (sheet["B2"] as { z?: string }).z = "dd.mm.yyyy hh:mm:ss";
          utils.book_append_sheet(made, sheet, "S");
          made.Workbook = { WBProps: { date1904: from1904 } };
          const file = new File([write(made, { type: "array", bookType: "xlsx" }) as ArrayBuffer], "d.xlsx");
          const text = await (await open(file)).file.text();
          const iso = new Date(second * 1000).toISOString();
          const day = second % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
          expect(text.split("\n")[1]).toBe(`a,${day}`);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("archives", () => {
  test("the largest table inside is read; others can be named", async () => {
    const small = CSV.split("\n").slice(0, 2).join("\n");
    const file = await zip({
      "__MACOSX/._a.csv": "junk",
      "readme.pdf": "%PDF".repeat(999),
      "a/small.csv": small,
      "all.csv": CSV,
    });
    const first = await sniff(file);
    expect(first.spec.read).toMatchObject({ compression: "zip", inside: "all.csv" });
    expect(first.choices.inside).toEqual(["a/small.csv", "all.csv"]);
    expect((await sniff(file, { read: { inside: "a/small.csv" } })).preview).toHaveLength(1);
    expect((await read(engine, file)).kept).toMatchObject({ rows: 3, money: 1012.6 });
  });

  test("an archive holds a workbook, JSON or a packed table as well", async () => {
    const json = JSON.stringify(
      ORDERS.slice(1).map(([customer_id, id, date, amount]) => ({ customer_id, id, date, amount })),
    );
    const packed: readonly Readonly<Record<string, string | File>>[] = [
      { "o.xlsx": book({ Orders: ORDERS }) },
      { "o.json": json },
      { "o.csv.gz": new File([gzipSync(CSV)], "o.csv.gz") },
    ];
    for (const inner of packed) {
      expect((await read(engine, await zip(inner))).kept.money).toBeCloseTo(1012.6, 9);
    }
  });

  test("what is locked, damaged or holds no table is said", async () => {
    expect(await code(await zip({ "a.csv": CSV }, "secret"))).toBe("source.locked");
    expect(await code(await zip({ "a.pdf": "%PDF", "b.png": "x" }))).toBe("source.zip");
    const whole = new Uint8Array(await (await zip({ "a.csv": CSV })).arrayBuffer());
    expect(await code(new File([whole.slice(0, whole.length - 40)], "cut.zip"))).toBe("source.damaged");
    const cut = new Uint8Array(await book({ Orders: ORDERS }).arrayBuffer()).slice(0, 900);
    expect(await code(new File([cut], "cut.xlsx"))).toBe("source.damaged");
  });
});

describe("JSON", () => {
  const rows = [
    { customer: { id: "a" }, date: "2024-01-01", total: 5, items: [{ sku: 1 }, { sku: 2 }] },
    { customer: { id: "b" }, date: "2024-01-02", total: "7.5", late: true },
  ];
  test.each([
    ["a list", JSON.stringify(rows)],
    ["lines", rows.map((row) => JSON.stringify(row)).join("\r\n") + "\n"],
    ["wrapped", JSON.stringify({ ok: true, meta: { tags: [1, 2, 3] }, data: { orders: rows } })],
    ["with a mark", `\uFEFF${JSON.stringify(rows)}`],
  ])("%s: paths name the columns, items do not multiply orders", async (_, text) => {
    const sniffed = await sniff(textFile(text, "orders.json"));
    expect(sniffed.columns.map(({ name }) => name)).toEqual([
      "customer.id",
      "date",
      "total",
      "items",
      "late",
    ]);
    expect(sniffed.spec.roles).toMatchObject({ customer: "customer.id", date: "date", amount: "total" });
    expect((await read(engine, textFile(text, "orders.json"))).kept).toMatchObject({
      orders: 2,
      money: 12.5,
    });
  });

  test("packed with gzip", async () => {
    const file = new File([gzipSync(JSON.stringify(rows))], "orders.json.gz");
    expect((await read(engine, file)).kept.money).toBe(12.5);
  });

  test("ids written as numbers keep every digit", async () => {
    const ids = ["90071992547409931", "90071992547409932"];
    const text = `[${ids.map((id) => `{"customer":${id},"date":"2024-01-01","total":0.1}`).join(",")}]`;
    const file = textFile(text, "orders.json");
    expect((await sniff(file)).preview.map((row) => row[0])).toEqual(ids);
    expect((await read(engine, file)).kept).toMatchObject({ customers: 2, money: 0.2 });
  });

  test("what is broken is said with its line; what has no list is said", async () => {
    const broken = textFile(`${JSON.stringify(rows[0])}\n{"customer": \n`, "o.ndjson");
    await expect(sniff(broken)).rejects.toMatchObject({ code: "source.bad-json", at: { row: 2 } });
    expect(await code(textFile('{"a": 1, "b": {"c": [1, 2]}}', "o.json"))).toBe("source.json");
    expect(await code(textFile("[]", "o.json"))).toBe("source.json");
  });
});

describe("pages saved as workbooks", () => {
  const page = (cells: string): File =>
    textFile(`<html><head><meta charset="utf-8"></head><body><table>${cells}</table></body></html>`, "o.xls");
  test("their table is read, text as it stands", async () => {
    const rows = CSV.trim()
      .split("\n")
      .map((line) => `<tr><td>${line.split(",").join("</td><td>")}</td></tr>`);
    const sniffed = await sniff(page(rows.join("")));
    expect(sniffed.preview[0]).toEqual(["007", "A1", "2024-01-05", "12.5"]);
  });
  test("without a table they are refused", async () => {
    expect(await code(textFile("<html><body><p>Not found</p></body></html>", "o.xls"))).toBe("source.html");
  });
});
