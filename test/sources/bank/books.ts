import { utils, write, type BookType, type CellObject, type WorkSheet } from "@e965/xlsx";
import { comma, day, grid, sales, table, text, totals, type Case, type Sale } from "./shop";

/** Workbooks. */

type Cell = string | number | boolean | null | CellObject;
interface Leaf {
  readonly rows: readonly (readonly Cell[])[];
  readonly hidden?: boolean;
  readonly own?: (sheet: WorkSheet) => void;
}
const EPOCH = 25_569;
const serial = (at: number, from1904 = false): number => at / 86_400_000 + EPOCH - (from1904 ? 1462 : 0);
const date = (at: number, z = "dd.mm.yyyy", from1904 = false): CellObject => ({
  t: "n",
  v: serial(at, from1904),
  z,
});

export function book(
  leaves: Readonly<Record<string, Leaf>>,
  type: BookType = "xlsx",
  from1904 = false,
): File {
  const made = utils.book_new();
  for (const [name, { rows, own }] of Object.entries(leaves)) {
    const sheet = utils.aoa_to_sheet<Cell>(rows.map((row) => [...row]));
    own?.(sheet);
    utils.book_append_sheet(made, sheet, name);
  }
  made.Workbook = {
    Sheets: Object.values(leaves).map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })),
    WBProps: { date1904: from1904 },
  };
  return new File([write(made, { type: "array", bookType: type }) as ArrayBuffer], `orders.${type}`);
}

export const HEAD = ["order_id", "customer_id", "order_date", "amount"];
export const leaf = (list: readonly Sale[], from1904 = false): Leaf => ({
  rows: [
    HEAD,
    ...list.map(({ order, who, at, cents }) => [order, who, date(at, "dd.mm.yyyy", from1904), cents / 100]),
  ],
});
export const made = (
  name: string,
  seed: number,
  file: (list: readonly Sale[]) => File | Promise<File>,
  own: Partial<Case> = {},
): Case => {
  const list = sales(seed, { back: seed % 2 === 0 });
  return { name, file: file(list), read: totals(list), ...own };
};

export const books: readonly Case[] = [
  ...(["xlsx", "xlsb", "biff8", "ods", "fods", "xlml"] as const).map((type, i) =>
    made(`a book: ${type}`, 601 + i, (l) => book({ A: leaf(l) }, type)),
  ),
  made("counted from 1904", 611, (l) => book({ A: leaf(l, true) }, "xlsx", true)),
  made("merged titles and a sum", 612, (l) =>
    book({
      Info: { rows: [["About"], ["nothing"]] },
      Dane: {
        rows: [
          ["Sprzedaż 2023–2025"],
          ["oddział", "Łódź"],
          [],
          ...leaf(l).rows,
          ["Razem", null, null, totals(l).cents / 100],
        ],
        own: (sheet) => void (sheet["!merges"] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 3 } }]),
      },
      Pusty: { rows: [] },
    }),
  ),
  made("a hidden sheet that is longer", 613, (l) =>
    book({ old: { ...leaf([...sales(1), ...sales(2)]), hidden: true }, new: leaf(l) }),
  ),
  made("days and money as text", 614, (l) =>
    book({
      A: {
        rows: [
          HEAD,
          ...l.map(({ order, who, at, cents }) => [order, who, day("dd.mm.yyyy")(at), `${comma(cents)} zł`]),
        ],
      },
    }),
  ),
  made("some days as text", 615, (l) =>
    book({
      A: {
        rows: [
          HEAD,
          ...l.map(({ order, who, at, cents }, i) => [
            order,
            who,
            i % 3 === 0 ? day("dd.mm.yyyy")(at) : date(at),
            cents / 100,
          ]),
        ],
      },
    }),
  ),
  made(
    "cells in error",
    616,
    (l) => {
      const rows = leaf(l).rows.map((row, i): readonly Cell[] =>
        i > 0 && i % 6 === 0 ? [...row.slice(0, 3), { t: "e", v: 42 }] : row,
      );
      return book({ A: { rows } });
    },
    {
      read: (() => {
        const list = sales(616, { back: true }).filter((_, i) => (i + 1) % 6 !== 0);
        return { rows: list.length, cents: totals(list).cents };
      })(),
    },
  ),
  made("a table away from the corner", 617, (l) =>
    book({ A: { rows: [[], [], ...leaf(l).rows.map((row) => [null, null, ...row])] } }),
  ),
  made(
    "zeros shown by the format",
    618,
    (l) =>
      book({
        A: {
          rows: [
            HEAD,
            ...l.map(({ order, who, at, cents }, i): Cell[] => [
              order,
              i % 2 === 0 ? { t: "n", v: Number(who.slice(1)), z: "000000" } : Number(who.slice(1)),
              date(at),
              cents / 100,
            ]),
          ],
        },
      }),
    {
      read: (() => {
        const list = sales(618, { back: true });
        return { ...totals(list), customers: new Set(list.map(({ who }, i) => `${i % 2}${who}`)).size };
      })(),
    },
  ),
  made("formulas", 619, (l) =>
    book({
      A: {
        rows: [
          HEAD,
          ...l.map(({ order, who, at, cents }): Cell[] => [
            order,
            who,
            date(at),
            { t: "n", v: cents / 100, f: "1+1" },
          ]),
        ],
      },
    }),
  ),
  made(
    "a book named as text",
    620,
    async (l) => new File([await book({ A: leaf(l) }).arrayBuffer()], "orders.csv"),
  ),
  made("text named as a book", 621, async (l) => new File([await table(l).arrayBuffer()], "orders.xlsx")),
  made("a web table named as a book", 622, (l) =>
    text(
      `<html><head><meta charset="utf-8"></head><body><table>${grid(l)
        .map((row) => `<tr><td>${row.join("</td><td>")}</td></tr>`)
        .join("")}</table></body></html>`,
      "orders.xls",
    ),
  ),
  made(
    "a book cut in half",
    623,
    async (l) => new File([(await book({ A: leaf(l) }).arrayBuffer()).slice(0, 3000)], "orders.xlsx"),
    { refuse: /^source\.damaged$/ },
  ),
];
