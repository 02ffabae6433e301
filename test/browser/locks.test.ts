import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage } from "./browser";
import { openBench, type Bench } from "./workbench";

/** Somebody who would hear if anything left: answers every request and writes down its path. */
let catcher: Server;
let there: string;
const heard: string[] = [];
let bench: Bench;

beforeAll(async () => {
  catcher = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/plain" });
    response.end("a\n1\n");
  });
  await new Promise<void>((done) => catcher.listen(0, "127.0.0.1", done));
  there = `http://127.0.0.1:${(catcher.address() as AddressInfo).port}`;
  // The test's own net is open towards the catcher: only the product may hold anything back.
  bench = await openBench({ allow: [there] });
});

afterAll(async () => {
  await bench.close();
  catcher.close();
});

test("the catcher hears a page without our locks", async () => {
  const control = await openPage(`${there}/control.csv`, { allow: [there] });
  await control.close();
  expect(heard).toContain("GET /control.csv");
  heard.length = 0;
});

const remote = () => [
  `SELECT * FROM read_csv('${there}/csv.csv')`,
  `SELECT * FROM '${there}/literal.csv'`,
  `FROM read_text('${there}/text.txt')`,
  `FROM read_blob('${there}/blob')`,
  `SELECT * FROM read_csv(['${there}/a.csv', '${there}/b.csv'])`,
  `SELECT * FROM read_csv('s3://bucket/${there.slice(7)}/x.csv')`,
];

test("a query that names an address is refused and reaches nobody", async () => {
  for (const sql of remote()) {
    const problem = await bench.refusal(sql);
    expect([sql, problem.code]).toEqual([sql, "sql.remote-file"]);
    expect(problem.at.range, sql).toBeDefined();
  }
  expect(heard).toEqual([]);
});

test("statements that are no query are refused by name", async () => {
  const cases: [string, string][] = [
    [`COPY (SELECT 1) TO '${there}/out.csv'`, "COPY"],
    [`INSTALL httpfs FROM '${there}'`, "INSTALL"],
    ["LOAD httpfs", "LOAD"],
    [`ATTACH '${there}/x.db' AS x`, "ATTACH"],
    ["CREATE TABLE t AS SELECT 1", "CREATE"],
    ["DROP TABLE t", "DROP"],
    ["INSERT INTO t VALUES (1)", "INSERT"],
    ["WITH a AS (SELECT 1) DELETE FROM t", "DELETE"],
    ["SET enable_external_access=true", "SET"],
    ["PRAGMA version", "PRAGMA"],
    ["CALL pragma_version()", "CALL"],
    ["EXPORT DATABASE 'files/x'", "EXPORT"],
  ];
  for (const [sql, statement] of cases) {
    const problem = await bench.refusal(sql);
    expect([sql, problem.code, problem.params]).toEqual([sql, "sql.not-a-query", { statement }]);
    const [from, to] = problem.at.range!;
    expect(sql.slice(from, to)).toBe(statement);
  }
  expect(heard).toEqual([]);
});

test("a second statement behind a semicolon is refused, however it hides", async () => {
  for (const sql of [
    `SELECT 1; COPY (SELECT 1) TO '${there}/second.csv'`,
    "SELECT 1 /* ; */ ; -- nothing\n DROP SCHEMA notebook CASCADE",
    "PIVOT (SELECT 1 a) ON a; DROP SCHEMA notebook CASCADE",
  ]) {
    expect((await bench.refusal(sql)).code).toBe("sql.two-statements");
    const created = await bench.page.evaluate(
      (text) => globalThis.harness.settle(globalThis.engine.create("hidden", text)),
      sql,
    );
    expect(created).toMatchObject({ error: { code: "sql.two-statements" } });
  }
  expect((await bench.ask("SELECT ';' AS a, $$;$$ AS b -- ;\n;")).values).toEqual([[";"], [";"]]);
  expect((await bench.ask("SELECT count(*) FROM notebook.hidden")).error?.code).toBe("sql.no-table");
  expect(heard).toEqual([]);
});

test("even our own statements cannot reach out or unlock: the engine itself is closed", async () => {
  const codes = await bench.page.evaluate(
    async (statements) => {
      const found: string[] = [];
      for (const sql of statements) {
        const answer = await globalThis.harness.settle(globalThis.engine.exec(sql));
        found.push((answer as { error?: { code: string } }).error?.code ?? "done");
      }
      return found;
    },
    [
      `COPY (SELECT 1) TO '${there}/out.csv'`,
      `ATTACH '${there}/x.db' AS x`,
      "LOAD httpfs",
      `LOAD '${there}/x.duckdb_extension.wasm'`,
      "SET enable_external_access=true",
      "RESET allowed_directories",
      "COPY (SELECT 1) TO 'elsewhere.csv'",
      "COPY (SELECT 1) TO 'files/../../elsewhere.csv'",
      "COPY (SELECT 1) TO 'opfs://elsewhere.csv'",
    ],
  );
  expect(codes).toEqual([
    "sql.remote-file",
    "sql.remote-file",
    "sql.locked",
    "sql.locked",
    "sql.locked",
    "sql.locked",
    "sql.closed-file",
    "sql.closed-file",
    "sql.remote-file",
  ]);
  // DuckDB says yes to INSTALL from the community and does nothing; what counts is that nobody is asked.
  await bench.page.evaluate(
    (from) => globalThis.harness.settle(globalThis.engine.exec(`INSTALL httpfs FROM '${from}'`)),
    there,
  );
  expect(heard).toEqual([]);
});

test("a worker started by us obeys the page's policy: a direct request is stopped and logged", async () => {
  const outcome = await bench.page.evaluate(async (address) => {
    const { bootWorker, engineWorker } = globalThis.harness;
    const before = `addEventListener("message", ({ data }) => {
      if (data === "go") fetch(${JSON.stringify(address)}).then(() => postMessage("out"), () => postMessage("stopped"));
    });`;
    const worker = await bootWorker(engineWorker, { before });
    const said = new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => typeof data === "string" && resolve(data));
    });
    worker.postMessage("go");
    const answer = await said;
    worker.terminate();
    return answer;
  }, `${there}/worker.csv`);
  expect(outcome).toBe("stopped");
  expect(heard).toEqual([]);
  await expect
    .poll(() =>
      bench.page.evaluate(() =>
        globalThis.harness.log.lines
          .filter(({ refused }) => refused !== null)
          .map(({ url, refused }) => `${refused} ${url}`),
      ),
    )
    .toEqual(
      expect.arrayContaining([`connect-src ${there}/worker.csv`, `engine ${there}/csv.csv`]) as string[],
    );
});

test("what went out is the build's own files, without query or body", () => {
  const paths = bench.site.requests.map(({ method, url, body }) => `${method} ${url} ${body}`);
  expect(paths.length).toBeGreaterThan(4);
  for (const line of paths) expect(line).toMatch(/^GET \/(sub\/path\/[^?]*|favicon\.ico) 0$/);
  expect(bench.foreign).toEqual([]);
});
