import { afterAll, beforeAll, expect, test } from "vitest";
import { openBench, type Bench } from "./workbench";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test("values of every type arrive as what they are", async () => {
  const { types, values, error } = await bench.ask(`SELECT
    1::TINYINT a, 4294967295::UINTEGER b, 9007199254740991::BIGINT c, 9007199254740993::BIGINT d,
    170141183460469231731687303715884105727::HUGEINT e, (-3)::HUGEINT f, sum(x) g, -12.34::DECIMAL(9,2) h,
    1234567890123456.78::DECIMAL(18,2) i, 1.5::FLOAT j, 'zażółć' k, DATE '1969-12-31' l,
    TIMESTAMP '2011-12-09 12:50:00.25' m, TIMESTAMP_S '2011-12-09 12:50:00' n, TIME '12:50:00' o,
    INTERVAL '3 days' p, true q, [1, 2] r, {'a': 1} s, 'x'::ENUM('x', 'y') t,
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID u, NULL v, NULL::DOUBLE w, NULL::VARCHAR x, NULL::DATE y
    FROM range(5) t(x)`);
  expect(error).toBeUndefined();
  expect(values.map(([value]) => value)).toEqual([
    1,
    4294967295,
    9007199254740991,
    "9007199254740993",
    "170141183460469231731687303715884105727",
    -3,
    10,
    -12.34,
    1234567890123456.8,
    1.5,
    "zażółć",
    -86400000,
    Date.UTC(2011, 11, 9, 12, 50, 0, 250),
    Date.UTC(2011, 11, 9, 12, 50),
    "12:50:00",
    "3 days",
    "true",
    "[1, 2]",
    "{'a': 1}",
    "x",
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    null,
    null,
    null,
    null,
  ]);
  expect(types.slice(0, 5)).toEqual(["TINYINT", "UINTEGER", "BIGINT", "BIGINT", "HUGEINT"]);
});

test("many rows keep their order across batches", async () => {
  const answer = await bench.page.evaluate(async () => {
    const batch = await globalThis.engine.query(
      "SELECT x, x::VARCHAR || CASE WHEN x % 1000 = 7 THEN 'é' ELSE '' END AS t FROM range(300000) r(x)",
    );
    const [numbers, texts] = batch.values as [Float64Array, string[]];
    let wrong = 0;
    for (let i = 0; i < batch.rows; i++)
      if (numbers[i] !== i || texts[i] !== `${i}${i % 1000 === 7 ? "é" : ""}`) wrong++;
    return { rows: batch.rows, wrong };
  });
  expect(answer).toEqual({ rows: 300000, wrong: 0 });
});

test("stored columns come back, missing values included", async () => {
  const ref = await bench.page.evaluate(() =>
    globalThis.engine.store("stored", [
      { name: "d", type: "DOUBLE", values: Float64Array.of(1.5, NaN, -0.25) },
      { name: "i", type: "INTEGER", values: Int32Array.of(1, 2, -3) },
      { name: "day", type: "DATE", values: Float64Array.of(0, NaN, Date.UTC(2011, 11, 9)) },
      { name: 'odd "name', type: "VARCHAR", values: ["", null, "zażółć 💶"] },
    ]),
  );
  expect(ref).toMatchObject({ sql: 'notebook."stored"', rows: 3 });
  expect(ref.columns).toEqual([
    { name: "d", type: "DOUBLE" },
    { name: "i", type: "INTEGER" },
    { name: "day", type: "DATE" },
    { name: 'odd "name', type: "VARCHAR" },
  ]);
  expect((await bench.ask(`FROM ${ref.sql}`)).values).toEqual([
    [1.5, null, -0.25],
    [1, 2, -3],
    [0, null, Date.UTC(2011, 11, 9)],
    ["", null, "zażółć 💶"],
  ]);
});

test("a fingerprint follows content and order, and nothing else", async () => {
  const prints = await bench.page.evaluate(async () => {
    const print = async (sql: string) => (await globalThis.engine.create("print", sql)).fingerprint;
    return [
      await print("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, y)"),
      await print("SELECT x, y FROM (VALUES (1, 'a'), (2, 'b')) t(x, y) WHERE true"),
      await print("SELECT * FROM (VALUES (2, 'b'), (1, 'a')) t(x, y)"),
      await print("SELECT * FROM (VALUES (1, 'a'), (2, 'c')) t(x, y)"),
      await print("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, z)"),
      await print("SELECT * FROM (VALUES (1, 'a'), (1, 'a')) t(x, y)"),
      await print("SELECT * FROM (VALUES (2, 'b'), (2, 'b')) t(x, y)"),
    ];
  });
  expect(prints[0]).toBe(prints[1]);
  expect(new Set(prints.slice(1)).size).toBe(6);
});

test("a large table is known by what it was made of; made of something else, by its rows", async () => {
  const prints = await bench.page.evaluate(async () => {
    const { engine } = globalThis;
    const print = async (sql: string, of?: string) =>
      (await engine.create("large", sql, undefined, of === undefined ? {} : { of })).fingerprint;
    const many = "SELECT i FROM range(250000) r(i)";
    const first = await print(many, "first");
    const again = await print(many, "first");
    const same = await print(`${many} WHERE true`, "second");
    const back = await print(many, "first");
    const other = await print("SELECT i + 1 AS i FROM range(250000) r(i)", "third");
    const unsaid = await print(many);
    await engine.store("large", [{ name: "i", type: "DOUBLE", values: new Float64Array(1) }]);
    const later = await print(many, "first");
    await engine.drop("large");
    const few = await print("SELECT i FROM range(9) r(i)", "first");
    return { first, again, same, back, other, unsaid, later, few, seen: await print("FROM range(9) r(i)") };
  });
  expect(new Set([prints.first, prints.again, prints.same, prints.back, prints.later]).size).toBe(1);
  expect(new Set([prints.first, prints.other, prints.unsaid, prints.few]).size).toBe(4);
  expect(prints.few).toBe(prints.seen);
});

test("bound values are typed, readable from both connections and in views", async () => {
  const sql = await bench.page.evaluate(() => globalThis.engine.bind("c:1", [3]));
  expect(sql).toBe('(FROM inputs."c:1")');
  await bench.page.evaluate(
    (bound) =>
      globalThis.engine.create("view", `SELECT x FROM range(10) t(x) WHERE x < ${bound}`, undefined, {
        view: true,
      }),
    sql,
  );
  expect((await bench.ask("FROM notebook.view", "page")).values).toEqual([[0, 1, 2]]);
  await bench.page.evaluate(() => globalThis.engine.bind("c:1", [1]));
  // Written with the next call for cells.
  expect((await bench.ask(`SELECT 7 LIMIT ${sql}`)).values).toEqual([[7]]);
  expect((await bench.ask("FROM notebook.view", "page")).values).toEqual([[0]]);
  const typed = async (values: (string | number | boolean | null)[]) => {
    await bench.page.evaluate((list) => globalThis.engine.bind("c:2", list), values);
    const { types, values: columns } = await bench.ask('FROM inputs."c:2"');
    return [types[0], columns[0]];
  };
  expect(await typed([0.5, 2])).toEqual(["DOUBLE", [0.5, 2]]);
  expect(await typed(["2011-12-09", null])).toEqual(["DATE", [Date.UTC(2011, 11, 9), null]]);
  expect(await typed(["'; DROP TABLE x; --"])).toEqual(["VARCHAR", ["'; DROP TABLE x; --"]]);
  expect(await typed([true, false])).toEqual(["BOOLEAN", ["true", "false"]]);
  expect(await typed([])).toEqual(["VARCHAR", []]);
});

test("a table made from values that were just bound reads them; its rows come along, once, while they are its own", async () => {
  const found = await bench.page.evaluate(async () => {
    const { engine } = globalThis;
    const make = async (n: number) => {
      const bound = await engine.bind("drawn:1", [n]);
      return engine.create("drawn", `SELECT i AS n FROM range(${bound}) r(i)`, undefined, { rows: 3 });
    };
    const read = async (ref: Awaited<ReturnType<typeof make>>) => {
      const before = engine.log.length;
      const { values } = await engine.preview(ref, { limit: ref.rows });
      return [...values[0]!, engine.log.length - before];
    };
    const few = await make(2);
    const twice = [await read(few), await read(few)];
    const old = await make(3);
    const now = await make(2);
    return [...twice, await read(old), await read(now), await read(await make(4))];
  });
  const [asked, here] = [1, 0];
  expect(found).toEqual([
    [0, 1, here],
    [0, 1, asked],
    // Its rows are gone: what is read is what stands there now.
    [0, 1, asked],
    [0, 1, here],
    [0, 1, 2, 3, asked],
  ]);
});

test("a cell's query may be any form that gives rows", async () => {
  const rows = await bench.page.evaluate(async () => {
    const found: Record<string, number> = {};
    for (const sql of [
      "FROM range(3)",
      "VALUES (1), (2);",
      "(SELECT 1)",
      "WITH a AS (SELECT 1 AS x) FROM a -- a comment; with a semicolon",
      "DESCRIBE SELECT 1 AS a, 2 AS b",
      "SUMMARIZE SELECT 1 AS a",
      "PIVOT (SELECT x % 2 AS odd, x FROM range(5) t(x)) ON odd USING sum(x)",
      "TABLE notebook.kept",
    ]) {
      if (sql.startsWith("TABLE")) await globalThis.engine.create("kept", "SELECT 42 AS a");
      found[sql.slice(0, 6)] = (await globalThis.engine.create("form", sql)).rows;
    }
    return found;
  });
  expect(Object.values(rows)).toEqual([3, 2, 1, 1, 2, 1, 1, 1]);
});

test("a table may become a view and a view a table; a failed query leaves the old one", async () => {
  const answer = await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    await engine.create("turn", "SELECT 1 AS a");
    await engine.create("turn", "SELECT 2 AS a", undefined, { view: true });
    await engine.create("turn", "SELECT 3 AS a");
    return harness.settle(engine.create("turn", "SELECT 'x'::INTEGER AS a"));
  });
  expect(answer).toMatchObject({ error: { code: "sql.conversion" } });
  expect((await bench.ask("FROM notebook.turn")).values).toEqual([[3]]);
});

test("a table made part by part is there whole or not at all", async () => {
  const answer = await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    const made = await engine.create("parts", "SELECT 1 AS a", undefined, {
      more: ["SELECT 2 AS a", "SELECT 3 AS a"],
    });
    const broken = await harness.settle(
      engine.create("parts", "SELECT 4 AS a", undefined, { more: ["SELECT 'x'::INTEGER AS a"] }),
    );
    return { rows: made.rows, broken };
  });
  expect(answer).toMatchObject({ rows: 3, broken: { error: { code: "sql.conversion" } } });
  expect((await bench.ask("FROM notebook.parts ORDER BY a")).values).toEqual([[1, 2, 3]]);
  const tables = await bench.ask("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'parts%'");
  expect(tables.values).toEqual([[1]]);
});

test.each([
  ["SELECT *\nFROM ordrs", "sql.no-table", "ordrs"],
  ["SELECT 'zażółć 💶' AS a, nope FROM range(3)", "sql.no-column", "nope"],
  ["SELECT smu(1)", "sql.no-function", "smu"],
  ["SELECT substr(1, 2, 3, 4)", "sql.no-overload", "substr"],
  ["SELECT a b c FROM range(3)", "sql.syntax", "c"],
  ["SELECT to_json(1)", "sql.no-extension", "to_json"],
  ["FROM read_parquet('files/x.parquet')", "sql.no-extension", "read_parquet"],
  ["FROM 'files/none.csv'", "sql.no-file", "files/none.csv"],
  ["FROM '/etc/passwd'", "sql.closed-file", "'/etc/passwd'"],
  ["SELECT ? + 1", "sql.parameter", "?"],
])("%s is refused where it is wrong", async (sql, code, word) => {
  const problem = await bench.refusal(sql);
  expect(problem.code).toBe(code);
  const [from, to] = problem.at.range!;
  expect(sql.slice(from, to)).toBe(word);
  expect(problem.raw).toBeTruthy();
});

test("what was made for a cell goes with it, and nothing else", async () => {
  const left = await bench.page.evaluate(async () => {
    const { engine } = globalThis;
    const { signal } = new AbortController();
    for (const name of ["gone", "gone:days", "goner"]) await engine.create(name, "SELECT 1 AS n", signal);
    await engine.create("gone:view", 'FROM notebook."gone"', signal, { view: true });
    await engine.bind("gone:1", [1]);
    await engine.drop("gone");
    await engine.drop("nobody");
    const batch = await engine.query(
      "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'gone%' ORDER BY ALL",
    );
    await engine.drop("goner");
    return batch.values[0];
  });
  expect(left).toEqual(["goner"]);
});

test("a misspelt table is told its neighbour, never one of the engine's own", async () => {
  await bench.page.evaluate(() => globalThis.engine.create("orders", "SELECT 1 AS amount"));
  expect((await bench.refusal("FROM notebook.ordrs")).params["suggestion"]).toBe("orders");
  expect((await bench.refusal("FROM pg_clas")).params["suggestion"]).toBe("");
});

test("today is the reader's day", async () => {
  expect((await bench.ask("SELECT today()")).values).toEqual([[Date.UTC(2011, 11, 10)]]);
});

test("a file is read by its name, its progress rises to its size, and a second one replaces it", async () => {
  const answer = await bench.page.evaluate(async () => {
    const { engine } = globalThis;
    const lines = Array.from({ length: 600_000 }, (_, i) => `${i};Müller ${i % 1000};${(i % 977) / 4}`);
    const file = new File(["id;name;amount\n", lines.join("\n")], "orders of may.csv");
    await engine.registerFile("orders of may.csv", file);
    const heard: number[] = [];
    let of = 0;
    await engine.exec(
      `CREATE OR REPLACE TABLE sources."may" AS FROM read_csv('files/orders of may.csv', delim = ';', buffer_size = 4194304)`,
      undefined,
      { progress: (bytes, size) => void ((of = size), heard.push(bytes)) },
    );
    const first = await engine.describe('sources."may"');
    await engine.registerFile("orders of may.csv", new File(["id;name;amount\n1;x;2\n"], "other.csv"));
    const second = await engine.query("SELECT count(*) FROM read_csv('files/orders of may.csv')");
    return {
      size: file.size,
      of,
      heard,
      rising: heard.every((bytes, i) => i === 0 || bytes > heard[i - 1]!),
      rows: first.rows,
      after: (second.values[0] as Float64Array)[0],
    };
  });
  expect(answer.rows).toBe(600_000);
  expect(answer.of).toBe(answer.size);
  expect(answer.heard.length).toBeGreaterThan(1);
  expect(answer.heard.at(-1)).toBe(answer.size);
  expect(answer.rising).toBe(true);
  expect(answer.after).toBe(1);
});

test("preview, profile, catalogue and CSV read what a table holds", async () => {
  const answer = await bench.page.evaluate(async () => {
    const { engine } = globalThis;
    const ref = await engine.create(
      "shown",
      `SELECT x, CASE WHEN x = 3 THEN NULL ELSE 'a,"' || x END AS t FROM range(5) r(x)`,
    );
    const page = await engine.preview(ref, {
      columns: ["t", "x"],
      limit: 2,
      offset: 1,
      orderBy: [{ column: "x", descending: true }],
    });
    return {
      page: page.values.map((column) => Array.from(column as ArrayLike<unknown>)),
      profile: await engine.profile(ref),
      catalog: (await engine.catalog()).find(({ name }) => name === "shown"),
      csv: await (await engine.copyCsv(ref)).text(),
      functions: (await engine.functions()).filter((name) => /^(sum|date_trunc|histogram)$/.test(name)),
      reads: await engine.tableNames("SELECT * FROM notebook.shown, notebook.kept"),
    };
  });
  expect(answer.page).toEqual([
    [null, 'a,"2'],
    [3, 2],
  ]);
  expect(answer.profile).toEqual([
    {
      column: { name: "x", type: "BIGINT" },
      rows: 5,
      missing: 0,
      distinct: 5,
      least: "0",
      most: "4",
      mean: 2,
    },
    {
      column: { name: "t", type: "VARCHAR" },
      rows: 5,
      missing: 1,
      distinct: 4,
      least: 'a,"0',
      most: 'a,"4',
      mean: null,
    },
  ]);
  expect(answer.catalog).toEqual({
    schema: "notebook",
    name: "shown",
    columns: [
      { name: "x", type: "BIGINT" },
      { name: "t", type: "VARCHAR" },
    ],
  });
  expect(answer.csv).toBe('x,t\n0,"a,""0"\n1,"a,""1"\n2,"a,""2"\n3,\n4,"a,""4"\n');
  expect(answer.functions).toEqual(["date_trunc", "histogram", "sum"]);
  expect([...answer.reads!].sort()).toEqual(["kept", "shown"]);
});
