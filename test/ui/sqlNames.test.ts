import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { duckdb } from "../../src/notebook/dialect";
import { inSql } from "../../src/ui/editor/sqlNames";

const tables = {
  orders: [
    { name: "customer", type: "VARCHAR" },
    { name: "order", type: "VARCHAR" },
  ],
  customers: [{ name: "total spend", type: "DOUBLE" }],
};

/** What is offered at the end of a text. */
function at(doc: string, explicit = false) {
  const state = EditorState.create({ doc, extensions: [duckdb.language] });
  const found = inSql(new CompletionContext(state, doc.length, explicit), {
    tables,
    functions: [{ name: "median", signatures: ["median(x ANY) → ANY"], about: "" }],
  });
  return found?.options.map(({ label }) => label) ?? null;
}

test("offers tables, columns and words", () => {
  expect(at("SELECT cu")).toEqual(expect.arrayContaining(["orders", "customers", "customer", "SELECT"]));
  expect(at("SELECT ")).toBeNull();
  expect(at("SELECT ", true)).toContain("orders");
});

test("after a dot come the columns of that table, by its name or its alias", () => {
  expect(at("SELECT orders.")).toEqual(["customer", "order"]);
  const query = (from: string) => at(`SELECT * FROM ${from} WHERE o.`);
  expect(query("orders o")).toEqual(["customer", "order"]);
  expect(query("Orders AS o")).toEqual(["customer", "order"]);
  expect(query('orders "o"')).toEqual(["customer", "order"]);
  expect(at("SELECT * FROM orders WHERE nobody.")).toBeNull();
  expect(at("SELECT * FROM notebook.")).toEqual(["orders", "customers"]);
});

test("a name that SQL would not take bare is written in quotes", () => {
  const state = EditorState.create({ doc: "SELECT orders.", extensions: [duckdb.language] });
  const found = inSql(new CompletionContext(state, 14, false), { tables, functions: [] });
  expect(found?.options.map(({ apply }) => apply)).toEqual(["customer", '"order"']);
});

test("says nothing inside texts and remarks", () => {
  expect(at("SELECT 'or")).toBeNull();
  expect(at("-- or")).toBeNull();
});

test("functions with how they are called; none within quotes", () => {
  expect(at("SELECT med")).toContain("median");
  expect(at('SELECT "med')).not.toContain("median");
});
