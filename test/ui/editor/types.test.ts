import { resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { declarations } from "../../../.run/declarations.mjs";
import type { CellView } from "../../../src/notebook/view";
import { declarationsFor, jsonType } from "../../../src/ui/editor/types/given";
import type { Answer } from "../../../src/ui/editor/types/protocol";
import { typeService } from "../../../src/ui/editor/types/service";

const cell = (id: string, value?: unknown) =>
  ({ key: id, id, kind: "sql", result: value ? { value, views: [] } : null }) as unknown as CellView;
const table = {
  sql: "t",
  rows: 3,
  fingerprint: "f",
  columns: [
    { name: "customer", type: "VARCHAR" },
    { name: "amount", type: "DECIMAL(18,2)" },
    { name: "order day", type: "DATE" },
  ],
};
const fit = { model: "bg-nbd", status: "verified" };
const given = declarationsFor(
  [
    cell("orders", { is: "table", table }),
    cell("threshold", { is: "json", json: 5 }),
    cell("period", { is: "json", json: { from: "2024-01-01", to: null } }),
    cell("worth", { is: "fit", fit, table: { ...table, columns: [{ name: "x", type: "BIGINT" }] } }),
    cell("later"),
    cell("no-name"),
    cell("self"),
  ],
  "self",
);

let service: Answer;
beforeAll(() => {
  service = typeService(ts, declarations(resolve(import.meta.dirname, "../../..")));
}, 120_000);

/** The text with `|` as the place asked about. */
const at = (marked: string) => {
  const offset = marked.indexOf("|");
  return { ask: { text: marked.replace("|", ""), given }, offset };
};
const names = (marked: string) => {
  const { ask, offset } = at(marked);
  return service.complete(ask, offset).map(({ name }) => name);
};
const mistakes = (text: string) =>
  service.mistakes({ text, given }).map(({ from, to, text: words }) => [text.slice(from, to), words]);

describe("types of other cells", () => {
  test("a table is a handle typed by its columns, a value by what it is", () => {
    expect(given).toBe(
      [
        'declare const orders: Table<{ "customer": string | null; "amount": number | null; "order day": Date | null }>;',
        "declare const threshold: number;",
        'declare const period: { "from": string; "to": null };',
        'declare const worth: Fitted<import("/clv/models/index").TransactionFit, { "x": number | null }>;',
        "declare const later: any;",
      ].join("\n"),
    );
    expect(jsonType([1, "a", null])).toBe("(number | string | null)[]");
  });

  test("completion knows columns, handles, values, the language and the library; nothing of a page", () => {
    expect(names('await orders.column("|")').sort()).toEqual(["amount", "customer", "order day"]);
    expect(names("orders.|")).toEqual(expect.arrayContaining(["column", "rows", "columns", "count"]));
    expect(names("(await orders.rows())[0]!.|").sort()).toEqual(["amount", "customer"]);
    expect(names("worth.|")).toEqual(
      expect.arrayContaining(["probabilityAlive", "histories", "table", "params"]),
    );
    expect(names("clv.|")).toEqual(expect.arrayContaining(["bgNbd", "gammaGamma", "backtest"]));
    const all = names("|");
    expect(all).toEqual(expect.arrayContaining(["orders", "threshold", "clv", "Math", "html"]));
    expect(all).not.toContain("document");
    expect(all).not.toContain("fetch");
  });

  test("a column is numbers where it holds numbers", () => {
    const hint = (marked: string) => {
      const { ask, offset } = at(marked);
      return service.hint(ask, offset)?.type;
    };
    expect(hint('const v|alues = await orders.column("amount");')).toBe(
      "const values: Float64Array<ArrayBufferLike>",
    );
    expect(hint('const d|ays = await orders.column("order day");')).toBe(
      "const days: readonly (Date | null)[]",
    );
    expect(hint("const r|ows = await orders.rows({ columns: ['customer'] });")).toContain("Pick<");
    expect(hint("thre|shold")).toBe("const threshold: number");
  });

  test("what the types do not allow is said at its place; what is well is not", () => {
    expect(mistakes("return threshold.toFixed(2) + later.anything;")).toEqual([]);
    expect(mistakes("threshold * 2")).toEqual([]);
    expect(mistakes('const v = await orders.column("amout");\nreturn v;')).toMatchObject([
      ['"amout"', expect.stringContaining('"amout"')],
    ]);
    expect(mistakes("return threshold.lenght;")).toMatchObject([
      ["lenght", expect.stringContaining("lenght")],
    ]);
    expect(mistakes("const n: string = threshold;\nreturn n;")).toMatchObject([
      ["n", expect.stringContaining("number")],
    ]);
    // The notebook says that in its own words.
    expect(mistakes("return threshold.lenght(")).toEqual([]);
    expect(mistakes("return nobody;")).toEqual([]);
  });

  test("a signature while a call is being written, with what the library says of it", () => {
    const { ask, offset } = at("clv.backtest(|");
    expect(service.signature(ask, offset)?.type).toContain("backtest(");
    const { ask: other, offset: place } = at("clv.bgN|");
    expect(service.explain(other, place, "bgNbd")?.text).toContain("Fader");
  });

  test("formatting lays out the body and keeps its words", () => {
    expect(service.layOut("const a=1\nif(a>0){\nreturn   `x\n  y`\n}\nreturn a")).toBe(
      "const a = 1\nif (a > 0) {\n  return `x\n  y`\n}\nreturn a",
    );
    expect(service.layOut("const = 1")).toBeNull();
  });
});
