import { afterAll, beforeAll, expect, test } from "vitest";
import { openBench, type Bench } from "./workbench";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    const lines = Array.from({ length: 100_000 }, (_, i) => `${i},${i * 2}`);
    await engine.registerFile("big.csv", new File(["a,b\n", lines.join("\n")], "big.csv"));
    await engine.exec(`CREATE OR REPLACE TABLE sources."big" AS FROM read_csv('files/big.csv')`);
    await engine.bind("third:1", [7]);
    await engine.exec("INSERT INTO sources.big VALUES (-1, -1)");
    // Kept in an order in which a rebuild cannot go: `second` has its place before `first`, which it reads.
    await engine.create("second", "SELECT 1 AS a");
    await engine.create("first", "SELECT count(*)::INTEGER AS a FROM sources.big");
    await engine.create("second", "SELECT a + 1 AS a FROM notebook.first");
    await engine.create("third", 'SELECT a * (FROM inputs."third:1") AS a FROM notebook.second');
    await engine.create("seen", "FROM notebook.third", undefined, { view: true });
    await engine.store("stored", [{ name: "v", type: "DOUBLE", values: Float64Array.of(1, NaN) }]);
    await engine.exec("CREATE OR REPLACE MACRO twice(x) AS 2 * x");

    const { hold, loadSource, ordersSql, settle, sniff } = await harness.sources();
    const job = { signal: new AbortController().signal, progress: () => undefined };
    const rows = Array.from({ length: 300 }, (_, i) => `${i + 1};c${i % 7};${(i % 28) + 1}.03.2011;${i},50`);
    const text = `order;customer;date;amount\n${rows.join("\n")}\n`;
    const { spec, ledger } = await sniff(new File([text], "large.csv"));
    // Large by what it says of itself: its rows are kept pressed.
    const large = Object.defineProperty(new File([text], "large.csv"), "size", { value: 250_000_000 });
    const loaded = await loadSource(engine, large, spec, "sales", job);
    await hold(engine, "sales", loaded, job);
    await engine.create("sales", `FROM ${loaded.raw.sql}`, undefined, { view: true });
    await engine.create(
      "orders",
      ordersSql((await settle(engine, loaded, ledger, "orders:taken", job)).sorted),
    );
  });
});
afterAll(() => bench.close());

/** Starts a query as a cell would, stops it after a while, and says what came of it. */
function stopped(sql: string, after: number) {
  return bench.page.evaluate(
    async ([text, wait]) => {
      const { engine, harness } = globalThis;
      harness.states.length = 0;
      const controller = new AbortController();
      const running = harness.settle(engine.create("endless", text, controller.signal));
      await new Promise((done) => setTimeout(done, wait));
      const beside = performance.now();
      const seen = await engine.page.query("FROM notebook.first");
      const besideMs = performance.now() - beside;
      const start = performance.now();
      controller.abort();
      const outcome = (await running) as { error?: { code: string } };
      return {
        code: outcome.error?.code,
        ms: performance.now() - start,
        seen: Array.from(seen.values[0] as Float64Array),
        besideMs,
        states: harness.states.map(({ is }) => is),
      };
    },
    [sql, after] as const,
  );
}

async function everythingStands() {
  expect((await bench.ask("FROM notebook.first")).values).toEqual([[100_001]]);
  expect((await bench.ask("FROM notebook.seen", "page")).values).toEqual([[700_014]]);
  expect((await bench.ask("FROM notebook.stored")).values).toEqual([[1, null]]);
  expect((await bench.ask("SELECT twice(21)")).values).toEqual([[42]]);
  expect((await bench.ask("SELECT count(*), min(a) FROM sources.big")).values).toEqual([[100_001], [-1]]);
  expect((await bench.ask("SELECT count(*) FROM read_csv('files/big.csv')")).values).toEqual([[100_000]]);
  expect((await bench.ask("FROM notebook.endless")).error?.code).toBe("sql.no-table");
  expect((await bench.ask("SELECT count(*), sum(amount) FROM notebook.orders")).values).toEqual([
    [300],
    [45_000],
  ]);
  expect((await bench.ask("SELECT sum(amount)::DOUBLE FROM notebook.sales", "page")).values).toEqual([
    [45_000],
  ]);
  const pressed = "SELECT sum(estimated_size) FROM duckdb_tables() WHERE database_name = 'large_sources'";
  expect((await bench.ask(pressed)).values).toEqual([[300]]);
}

test("an endless query is stopped where the engine listens; the page is served meanwhile", async () => {
  for (const sql of [
    "SELECT count(*) FROM range(100000000000)",
    "SELECT max(a.range + b.range) FROM range(10000000) a, range(1000000) b",
  ]) {
    const outcome = await stopped(sql, 300);
    expect(outcome.code).toBe("engine.cancelled");
    // Far below the 800 ms after which the engine would be ended: it has answered.
    expect(outcome.states).toEqual([]);
    expect(outcome.seen).toEqual([100_001]);
    await everythingStands();
  }
});

test("an engine that does not answer is ended after 800 ms and made again without a question", async () => {
  // One call of a function that takes about a minute: there is no point at which the engine would look up.
  const deaf = "SELECT levenshtein(repeat('a', 100000 + x::INTEGER), repeat('b', 100000)) FROM range(1) t(x)";
  const outcome = await bench.page.evaluate(async (sql) => {
    const { engine, harness } = globalThis;
    harness.states.length = 0;
    const controller = new AbortController();
    const running = harness.settle(engine.create("endless", sql, controller.signal));
    const waiting = harness.settle(engine.create("next", "SELECT a FROM notebook.second"));
    await new Promise((done) => setTimeout(done, 300));
    const beside = harness.settle(engine.page.query("FROM notebook.third"));
    const start = performance.now();
    controller.abort();
    const first = (await running) as { error?: { code: string } };
    const ms = performance.now() - start;
    const next = (await waiting) as { value?: { rows: number }; error?: unknown };
    const seen = (await beside) as { value?: { values: [Float64Array] } };
    return {
      code: first.error?.code,
      ms,
      next: next.value?.rows,
      seen: Array.from(seen.value?.values[0] ?? []),
      states: harness.states,
    };
  }, deaf);
  expect(outcome.code).toBe("engine.cancelled");
  expect(outcome.ms).toBeGreaterThan(700);
  // Calls that waited or ran beside it are carried over to the new engine.
  expect(outcome.next).toBe(1);
  expect(outcome.seen).toEqual([700_014]);
  expect(new Set(outcome.states.map(({ is }) => is))).toEqual(new Set(["restarting", "ready"]));
  const fractions = outcome.states.flatMap((state) => (state.is === "restarting" ? [state.fraction] : []));
  expect(fractions[0]).toBe(0);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(new Set(fractions).size).toBeGreaterThan(5);
  await everythingStands();
});

test("a page query that is given up leaves the engine and the cell's query alone", async () => {
  const outcome = await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    harness.states.length = 0;
    const cell = harness.settle(engine.query("SELECT sum(hash(x) % 7) FROM range(30000000) t(x)"));
    const controller = new AbortController();
    const page = harness.settle(
      engine.page.query("SELECT count(*) FROM range(100000000000)", controller.signal),
    );
    setTimeout(() => controller.abort(), 200);
    const given = (await page) as { error?: { code: string } };
    const after = await engine.page.query("FROM notebook.first");
    const kept = (await cell) as { value?: { rows: number } };
    return {
      code: given.error?.code,
      rows: kept.value?.rows,
      after: Array.from(after.values[0] as Float64Array),
      states: harness.states.length,
    };
  });
  expect(outcome).toEqual({ code: "engine.cancelled", rows: 1, after: [100_001], states: 0 });
});

test("cells run one at a time in the order given; one stopped while waiting never starts", async () => {
  const outcome = await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    const order: string[] = [];
    const controller = new AbortController();
    const note = (name: string, running: Promise<unknown>) =>
      harness.settle(running).then((answer) => {
        order.push(name);
        return (answer as { error?: { code: string } }).error?.code ?? "done";
      });
    const all = [
      note("a", engine.create("a", "SELECT sum(hash(x) % 7) AS s FROM range(5000000) t(x)")),
      note("b", engine.create("b", "SELECT 1 AS x", controller.signal)),
      note("c", engine.create("c", "SELECT s FROM notebook.a")),
    ];
    controller.abort();
    return { codes: await Promise.all(all), order, b: await harness.settle(engine.query("FROM notebook.b")) };
  });
  expect(outcome.codes).toEqual(["done", "engine.cancelled", "done"]);
  expect(outcome.order).toEqual(["a", "b", "c"]);
  expect(outcome.b).toMatchObject({ error: { code: "sql.no-table" } });
});
