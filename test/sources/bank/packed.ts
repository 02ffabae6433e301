import { BlobReader, BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { gzipSync } from "node:zlib";
import { book, books, HEAD, leaf, made } from "./books";
import { comma, dot, encode, grid, iso, table, text, written, type Case, type Sale } from "./shop";

/** JSON, and what is packed around files. */

const objects = (list: readonly Sale[]): object[] =>
  list.map(({ order, who, at, cents }) => ({
    order_id: order,
    customer_id: who,
    order_date: iso(at),
    amount: cents / 100,
  }));
const json = (value: unknown): File => text(JSON.stringify(value), "orders.json");

const jsons: readonly Case[] = [
  made("JSON", 701, (l) => json(objects(l))),
  made("JSON, indented", 702, (l) => text(JSON.stringify(objects(l), null, 2))),
  made("JSON by lines", 703, (l) =>
    text(
      objects(l)
        .map((one) => JSON.stringify(one))
        .join("\r\n"),
    ),
  ),
  made("JSON, wrapped twice", 704, (l) =>
    json({ status: "ok", errors: [], result: { page: 1, orders: objects(l) } }),
  ),
  made("JSON, nested", 705, (l) =>
    json(
      l.map(({ order, who, at, cents }) => ({
        id: order,
        customer: { id: who, tags: ["a"] },
        created_at: `${iso(at)}T10:00:00Z`,
        totals: { total: cents / 100 },
        items: [{ sku: 1, price: 5 }],
      })),
    ),
  ),
  made("JSON with amounts as text", 706, (l) =>
    json(objects(l).map((one, i) => ({ ...one, amount: `${comma(l[i]!.cents)} zł` }))),
  ),
  made("JSON with milliseconds", 707, (l) =>
    json(objects(l).map((one, i) => ({ ...one, order_date: l[i]!.at }))),
  ),
  made("JSON with ids beyond 2^53", 708, (l) =>
    text(JSON.stringify(objects(l)).replace(/"K(\d+)"/g, "900719925474099$1")),
  ),
  made("JSON by number", 709, (l) => json(Object.fromEntries(objects(l).map((one, i) => [`-N${i}`, one])))),
  made("JSON by column", 710, (l) =>
    json(
      Object.fromEntries(
        HEAD.map((name) => [name, objects(l).map((one) => (one as Record<string, unknown>)[name])]),
      ),
    ),
  ),
  made("JSON by column and number", 711, (l) =>
    json(
      Object.fromEntries(
        HEAD.map((name) => [
          name,
          Object.fromEntries(objects(l).map((one, i) => [i, (one as Record<string, unknown>)[name]])),
        ]),
      ),
    ),
  ),
  made("JSON as rows", 712, (l) => json(grid(l))),
  made("JSON, columns and data", 713, (l) =>
    json({ columns: HEAD, index: l.map((_, i) => i), data: grid(l).slice(1) }),
  ),
  made("JSON of Mongo", 714, (l) =>
    text(
      l
        .map(({ order, who, at, cents }) =>
          JSON.stringify({
            _id: { $oid: order },
            customer_id: who,
            order_date: { $date: `${iso(at)}T00:00:00Z` },
            amount: { $numberDecimal: dot(cents) },
          }),
        )
        .join("\n"),
    ),
  ),
  made("JSON with a mark", 715, (l) => text(`\uFEFF${JSON.stringify(objects(l))}`)),
  made("JSON of two bytes", 716, (l) => text(encode(`\uFEFF${JSON.stringify(objects(l))}`, "utf-16le"))),
  made("JSON cut off", 717, (l) => text(JSON.stringify(objects(l)).slice(0, -40)), {
    refuse: /^source\.bad-json$/,
  }),
  made(
    "JSON by lines, one cut off",
    718,
    (l) =>
      text(
        objects(l)
          .map((one, i) => JSON.stringify(one).slice(0, i === 9 ? 20 : 999))
          .join("\n"),
      ),
    { refuse: /^source\.bad-json$/ },
  ),
  { name: "an empty list", file: text("[]"), refuse: /^source\./ },
  { name: "a list of nothing", file: text("[{}, {}]"), refuse: /^source\./ },
];

async function zip(files: Readonly<Record<string, string | File>>): Promise<File> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(files))
    await writer.add(name, typeof content === "string" ? new TextReader(content) : new BlobReader(content));
  return new File([await writer.close()], "orders.zip");
}
const gz = async (file: File, name = "orders.csv.gz"): Promise<File> =>
  new File([gzipSync(new Uint8Array(await file.arrayBuffer()))], name);

const packed: readonly Case[] = [
  made("gzip", 801, (l) => gz(table(l))),
  made("gzip of cp1250", 802, (l) =>
    gz(
      text(
        encode(
          written(grid(l, { who: (id) => `Żółć ${id}`, money: comma }), { delimiter: ";" }),
          "windows-1250",
        ),
      ),
    ),
  ),
  made("gzip of gzip", 803, async (l) => gz(await gz(table(l)))),
  made("gzip of JSON", 804, (l) => gz(json(objects(l)))),
  made("gzip of a book", 805, (l) => gz(book({ A: leaf(l) }))),
  made(
    "gzip cut off",
    806,
    async (l) => new File([(await (await gz(table(l))).arrayBuffer()).slice(0, 200)], "o.csv.gz"),
    { refuse: /^source\.truncated-gzip$/ },
  ),
  made("zip of a Mac", 807, (l) =>
    zip({ "__MACOSX/._orders.csv": "x".repeat(99_999), ".DS_Store": "y", "data/orders.csv": table(l) }),
  ),
  made("zip with a longer letter", 808, (l) =>
    zip({ "README.md": "z".repeat(99_999), "orders.csv": table(l), "customers.csv": "id,name\n1,a\n" }),
  ),
  made("zip of a book", 809, (l) => zip({ "orders.xlsx": book({ A: leaf(l) }) })),
  made("zip of gzip", 810, async (l) => zip({ "orders.csv.gz": await gz(table(l)) })),
  made("zip of zip", 811, async (l) => zip({ "inner.zip": await zip({ "orders.csv": table(l) }) })),
  made(
    "zip cut off",
    812,
    async (l) =>
      new File([(await (await zip({ "orders.csv": table(l) })).arrayBuffer()).slice(0, 300)], "o.zip"),
    { refuse: /^source\.damaged$/ },
  ),
  { name: "zip of pictures", file: zip({ "a.png": "x", "b.jpg": "y" }), refuse: /^source\.zip$/ },
  { name: "zip of nothing", file: zip({}), refuse: /^source\./ },
];

export const contained: readonly Case[] = [...books, ...jsons, ...packed];
