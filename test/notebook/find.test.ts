import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { read } from "../../src/notebook/document";
import { find, replaceAll, type Query } from "../../src/notebook/structure/find";
import { TenureError } from "../../src/terms/error";

const TEXT =
  "Orders of orders.\n\n```sql id=a\nSELECT orders.id,\n  'ORDERS' AS o\nFROM orders_2, orders\n```\n";
const draft = read(TEXT, kinds);
const query = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWord: false,
  pattern: false,
  ...more,
});
const places = (wanted: Query) =>
  find(draft.cells, wanted).map(({ name, line, excerpt }) => `${name}:${line} ${excerpt[1]}`);
const replaced = (wanted: Query, by: string) =>
  replaceAll(draft, kinds, find(draft.cells, wanted), wanted, by);

describe("finding", () => {
  test("in every cell, with its name and line, whatever the case", () => {
    expect(places(query("orders"))).toEqual([
      "text 1:1 Orders",
      "text 1:1 orders",
      "a:1 orders",
      "a:2 ORDERS",
      "a:3 orders",
      "a:3 orders",
    ]);
  });
  test("with the case, whole words, a pattern", () => {
    expect(places(query("orders", { matchCase: true }))).toHaveLength(4);
    expect(places(query("orders", { wholeWord: true }))).toHaveLength(5);
    expect(places(query("o\\w+_\\d", { pattern: true }))).toEqual(["a:3 orders_2"]);
    expect(places(query("^FROM", { pattern: true }))).toEqual(["a:3 FROM"]);
  });
  test("signs of a pattern are plain signs in plain text", () => {
    expect(places(query("orders.id"))).toEqual(["a:1 orders.id"]);
    expect(places(query("(("))).toEqual([]);
  });
  test("whole words in any alphabet", () => {
    const { cells } = read("żółw żółwie Заказ заказы\n", kinds);
    expect(find(cells, query("żółw", { wholeWord: true }))).toHaveLength(1);
    expect(find(cells, query("заказ", { wholeWord: true }))).toHaveLength(1);
  });
  test("nothing is nothing, and an empty match is none", () => {
    expect(places(query(""))).toEqual([]);
    expect(places(query("x*", { pattern: true }))).toEqual([]);
  });
  test("a pattern that cannot be read is a coded error", () => {
    let code = "";
    try {
      find(draft.cells, query("(", { pattern: true }));
    } catch (error) {
      code = TenureError.from(error).code;
    }
    expect(code).toBe("find.bad-pattern");
  });
});

describe("replacing", () => {
  test("all, and nothing else", () => {
    const { text, replaced: n } = replaced(query("orders", { wholeWord: true, matchCase: true }), "buys");
    expect(n).toBe(3);
    expect(text).toBe(
      "Orders of buys.\n\n```sql id=a\nSELECT buys.id,\n  'ORDERS' AS o\nFROM orders_2, buys\n```\n",
    );
  });
  test("one of them", () => {
    const wanted = query("orders");
    const made = replaceAll(draft, kinds, find(draft.cells, wanted).slice(4, 5), wanted, "x");
    expect(made.text).toBe(TEXT.replace("orders_2", "x_2"));
  });
  test("groups of a pattern, and signs that are none", () => {
    expect(replaced(query("(FROM) (orders)(_2)", { pattern: true }), "$1 $$$2$3$9").text).toContain(
      "FROM $orders_2$9,",
    );
    expect(replaced(query("orders_2"), "$1$&").text).toContain("FROM $1$&,");
    expect(replaced(query("(?<who>orders)_2", { pattern: true }), "$<who>").text).toContain("FROM orders,");
  });
  test("what has changed since it was found is left alone", () => {
    const wanted = query("orders");
    const found = find(draft.cells, wanted);
    const other = read(TEXT.replace("SELECT orders", "SELECT sales"), kinds, draft.cells);
    expect(replaceAll(other, kinds, found, wanted, "x").text).toContain("SELECT sales.id");
  });
  test("a text that is emptied goes, and the rest is still replaced", () => {
    const two = read(`gone\n\n\`\`\`sql id=a\nSELECT gone\n\`\`\`\n`, kinds);
    const wanted = query("gone");
    const { text } = replaceAll(two, kinds, find(two.cells, wanted), wanted, "");
    expect(text).not.toContain("gone");
  });
  test("a text replaced and put back is what it was", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("aa", "b", " ", "\n", "aaa", "é"), { minLength: 1 }), (parts) => {
        const body = `s${parts.join("")}e`;
        const start = read(`\`\`\`sql id=x\n${body}\n\`\`\`\n`, kinds);
        const there = query("aa", { matchCase: true });
        const once = read(replaceAll(start, kinds, find(start.cells, there), there, "ZZ").text, kinds);
        const back = query("ZZ", { matchCase: true });
        expect(replaceAll(once, kinds, find(once.cells, back), back, "aa").text).toBe(start.text);
      }),
    );
  });
});
