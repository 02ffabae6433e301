import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { source } from "../../src/kinds/source";
import type { Host } from "../../src/notebook/kind";
import { sniff, sourceBody, sourceHash, writeSource, type SourceSpec } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { textFile } from "../sources/read";

const CSV = `Klient;Data;Kwota
0017;05.01.2024;1 234,50
17;06.01.2024;10,00
0017;07.02.2024;-10,00
`;
const BODY = `file: sales.csv
read: {format: csv, encoding: utf-8, delimiter: ";", decimal: ",", dates: dd.mm.yyyy, header: 1}
columns: {Klient: text, Data: date, Kwota: decimal}
roles: {customer: Klient, date: Data, amount: Kwota}`;

describe("the text of a source", () => {
  test("what is written is read back, and the body is YAML a person can edit", async () => {
    const { spec } = await sniff(textFile(CSV, "sales.csv"));
    expect(source.parse(sourceBody(spec), {})).toEqual({ spec, problems: [] });
    expect(sourceBody(spec).split("\n")[0]).toBe("file: sales.csv");
    expect(source.parse(BODY, {})).toMatchObject({ problems: [], spec: { roles: { customer: "Klient" } } });
  });

  test("names no one would choose survive", () => {
    const columns = {
      __proto__x: "text",
      "a: b, {c}": "date",
      '"quoted"': "decimal",
      "`x`": "text",
      "#": "text",
    } as const;
    const spec: SourceSpec = {
      file: "`a` [1].csv",
      read: {
        ...{ format: "csv", delimiter: "|", thousands: " ", header: 0 },
        ...{ quote: "'", escape: "\\", scale: 0.01, debit: "plus", blanks: "above" },
      },
      columns: { ...columns, ...Object.fromEntries([["__proto__", "text"]]) },
      roles: { customer: "__proto__", date: "a: b, {c}", amount: '"quoted"' },
      cancelled: ["C*", "yes", "null", "1.0"],
    };
    expect(source.parse(sourceBody(spec), {})).toEqual({ spec, problems: [] });
    expect(writeSource("sales", spec)).toMatch(/^```source id=sales\n[\s\S]*\n```\n$/);
  });

  const slips: [string, string, string, string][] = [
    ["a role that names no column", "amount: Kwota", "amount: Kwoty", "source.role-column"],
    ["a type there is none of", "Kwota: decimal", "Kwota: money", "yaml.not-one-of"],
    ["a word of the house misspelt", "dates: dd", "date: dd", "yaml.unknown-key"],
    ["money worth nothing", "header: 1}", "header: 1, scale: 0}", "yaml.wrong-type"],
    ["a missing part", "roles:", "rules:", "yaml.missing-key"],
    ["no customer", "customer: Klient, ", "", "source.no-customer"],
    ["no money", ", amount: Kwota", "", "source.no-amount"],
    ["broken YAML", "header: 1}", "header: 1", "yaml.syntax"],
  ];
  for (const [what, from, to, code] of slips) {
    test(`${what} is a problem with its place`, () => {
      const body = BODY.replace(from, to);
      const { spec, problems } = source.parse(body, {});
      expect(spec).toBeNull();
      const problem = problems.find((one) => one.code === code);
      expect(problems.map((one) => one.code)).toContain(code);
      if (code === "source.role-column") {
        expect(body.slice(...(problem?.at.range as [number, number]))).toBe("Kwoty");
      }
      if (code === "yaml.not-one-of")
        expect(body.slice(...(problem?.at.range as [number, number]))).toBe("money");
    });
  }
});

describe("running a source", () => {
  let engine: NodeEngine;
  let file: File | null;
  const host = (): Host => ({
    engine,
    sources: { find: (name) => Promise.resolve(name === "sales.csv" ? file : null) },
    models: { call: () => Promise.reject(new Error("no model is needed")) },
  });
  const job = { cell: "sales", signal: new AbortController().signal, progress: () => undefined };
  const spec = source.parse(BODY, {}).spec!;
  const run = (own: SourceSpec = spec) => source.run(own, new Map(), host(), job);

  beforeAll(async () => {
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());
  beforeEach(() => {
    file = textFile(CSV, "sales.csv");
  });

  test("an absent file says what is missing", async () => {
    file = null;
    await expect(run()).rejects.toMatchObject({
      code: "source.absent",
      params: { file: "sales.csv", columns: ["Klient", "Data", "Kwota"] },
    });
  });

  test("a present file becomes a typed table under the cell's name", async () => {
    const result = await run();
    expect(result.value).toMatchObject({ is: "table", table: { rows: 3 } });
    expect(await engine.rows('FROM notebook."sales"')).toEqual([
      { source_row: 2, Klient: "0017", Data: Date.UTC(2024, 0, 5), Kwota: 1234.5 },
      { source_row: 3, Klient: "17", Data: Date.UTC(2024, 0, 6), Kwota: 10 },
      { source_row: 4, Klient: "0017", Data: Date.UTC(2024, 1, 7), Kwota: -10 },
    ]);
    expect(result.views[0]).toMatchObject({
      show: "card",
      card: "source",
      data: { have: true, rows: 3, changed: false },
    });
    expect(result.sql?.length).toBeGreaterThan(0);
  });

  test("next month's file, with more rows, more columns and another order of them, runs as it is", async () => {
    const sha256 = (await sourceHash(file!))!;
    file = textFile(
      "Kwota;Uwagi;Data;Klient\n5,00;x;01.03.2024;0017\n1 000,00;y;02.03.2024;18\n",
      "sales-march.csv",
    );
    const result = await run({ ...spec, sha256 });
    expect(await engine.rows('SELECT "Klient", "Kwota" FROM notebook."sales"')).toEqual([
      { Klient: "0017", Kwota: 5 },
      { Klient: "18", Kwota: 1000 },
    ]);
    expect(result.views[0]).toMatchObject({ data: { given: "sales-march.csv", changed: true } });
  });

  test("a file without the column of a role is an error that names it", async () => {
    file = textFile("Klient;Data;Suma\n17;05.01.2024;1,00\n18;06.01.2024;2,00\n", "sales.csv");
    await expect(run()).rejects.toMatchObject({
      code: "source.missing-column",
      params: { column: "Kwota", role: "amount", has: ["Klient", "Data", "Suma"] },
      at: { file: "sales.csv", column: "Kwota" },
    });
  });

  test("what a column means is part of what dependants see", async () => {
    const fingerprint = async (own: SourceSpec) => {
      const { value } = await run(own);
      return value.is === "table" ? value.table.fingerprint : "";
    };
    const one = await fingerprint(spec);
    expect(await fingerprint({ ...spec })).toBe(one);
    expect(await fingerprint({ ...spec, roles: { ...spec.roles, order: "Klient" } })).not.toBe(one);
  });
});
