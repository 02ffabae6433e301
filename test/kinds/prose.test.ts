import { describe, expect, test } from "vitest";
import "../../src/kinds/code";
import { prose } from "../../src/kinds/prose";
import { interpolate } from "../../src/notebook/text/interpolate";
import type { Host, JailHost, Value } from "../../src/notebook/kind";
import type { Program } from "../../src/terms/jail";
import type { Batch, TableRef } from "../../src/terms/table";
import type { Json } from "../../src/terms/view";
import { jailOf } from "../jail/fake";

const table = (rows: number, ...names: [string, string][]): Value => ({
  is: "table",
  table: {
    sql: "t",
    rows,
    columns: names.map(([name, type]) => ({ name, type })),
    fingerprint: "1",
  } satisfies TableRef,
});
const json = (value: Json, extra: { unit?: string; date?: true } = {}): Value => ({
  is: "json",
  json: value,
  ...extra,
});

async function write(
  body: string,
  inputs: Record<string, Value>,
  cell: number | string | null = 0,
  jail?: JailHost,
) {
  const { spec, problems } = prose.parse(body, {});
  const asked: string[] = [];
  const engine = {
    query: (sql: string): Promise<Batch> => {
      asked.push(sql);
      const values = typeof cell === "number" ? Float64Array.of(cell) : [cell];
      return Promise.resolve({ rows: 1, columns: [{ name: "c", type: "DOUBLE" }], values: [values] });
    },
  };
  const job = { cell: "~1", signal: new AbortController().signal, progress: () => undefined };
  const result = await prose.run(
    spec!,
    new Map(Object.entries(inputs)),
    { engine, jail } as unknown as Host,
    job,
  );
  return { pieces: interpolate(body, result), problems, asked, result };
}

describe("values in text", () => {
  test("numbers, writers, units and dates go to the page as they are", async () => {
    const { pieces } = await write("A ${n}, ${percent(s)} until ${d}.", {
      n: json(12, { unit: "month" }),
      s: json(0.25),
      d: json("2024-01-31", { date: true }),
    });
    expect(pieces).toEqual([
      "A ",
      { code: "n", shown: { value: 12, unit: "month", date: false, writer: null } },
      ", ",
      { code: "percent(s)", shown: { value: 0.25, unit: null, date: false, writer: "percent" } },
      " until ",
      { code: "d", shown: { value: "2024-01-31", unit: null, date: true, writer: null } },
      ".",
    ]);
  });

  test("a column of a one-row table, whatever case it is named in; a missing number is null, a day is text", async () => {
    const one = await write("${t.Total}", { t: table(1, ["a", "DATE"], ["total", "DOUBLE"]) }, NaN);
    expect(one.asked).toEqual(['SELECT "total" FROM t']);
    expect(one.pieces).toMatchObject([{ shown: { value: null } }]);
    const day = await write("${t.a}", { t: table(1, ["a", "DATE"]) }, Date.UTC(2024, 1, 29));
    expect(day.pieces).toMatchObject([{ shown: { value: "2024-02-29", date: true } }]);
  });

  test("money is in the currency of its table", async () => {
    const total = table(1, ["total", "DOUBLE"]) as Value & { is: "table" };
    const priced: Value = { is: "table", table: { ...total.table, currency: "PLN" } };
    const { pieces } = await write("${money(t)} of ${t}", { t: priced }, 5);
    expect(pieces).toMatchObject([
      { shown: { value: 5, unit: "PLN" } },
      " of ",
      { shown: { value: 5, unit: null } },
    ]);
  });

  test.each<[string, Value]>([
    ["a table with several rows", table(2, ["a", "DOUBLE"])],
    ["a table with several columns", table(1, ["a", "DOUBLE"], ["b", "DOUBLE"])],
    ["a record", json({ a: 1 })],
  ])("%s has no single value", async (_, value) => {
    await expect(write("so ${x}", { x: value })).rejects.toMatchObject({
      code: "expression.no-value",
      at: { range: [3, 7] },
    });
  });

  test("code, comments, HTML and \\${ are left as they stand", () => {
    const body = '`${a}` \\${b} <!-- ${c} --> <b title="${d}">${e}</b>\n\n```sh\n${f}\n```\n\n    ${g}\n';
    const { spec } = prose.parse(body, {});
    expect(prose.references(spec!).map(({ id }) => id)).toEqual(["e"]);
  });

  test("an expression names cells and is computed where code runs; one that cannot be read is said, and the text stands", async () => {
    const { spec, problems } = prose.parse("x ${a + b.c} y", {});
    expect(problems).toEqual([]);
    expect(prose.references(spec!)).toEqual([
      { id: "a", range: [4, 5] },
      { id: "b", range: [8, 9] },
    ]);
    const body = "x ${a +} ${a + 1} y";
    const wrong = prose.parse(body, {});
    expect(wrong.problems).toMatchObject([{ code: "ts.syntax" }]);
    const asked: Program[] = [];
    const { result } = await write(
      body,
      { a: json(1) },
      0,
      jailOf({ is: "json", json: 2, writer: "percent" }, asked),
    );
    expect(asked).toMatchObject([{ code: "a + 1", expression: true, given: { a: { is: "json", json: 1 } } }]);
    expect(interpolate(body, result)).toEqual([
      "x ",
      { code: "a +", shown: null },
      " ",
      { code: "a + 1", shown: { value: 2, writer: "percent", unit: null, date: false } },
      " y",
    ]);
  });
});
