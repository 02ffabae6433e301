import { describe, expect, test } from "vitest";
import { Journal, replay, touches, type Step } from "../../src/tables/journal";

const create = (name: string, sql = "SELECT 1"): Step => ({ do: "create", name, sql, view: false });
const exec = (sql: string): Step => ({ do: "exec", sql });

describe("what a statement touches", () => {
  test.each([
    ['CREATE OR REPLACE TABLE sources."a b" AS SELECT 1', "sources.a b", "makes"],
    ["create view notebook . X as select 1", "notebook.x", "makes"],
    ["CREATE TABLE IF NOT EXISTS t (a INT)", "t", "makes"],
    ["CREATE OR REPLACE MACRO f(x) AS x", "f", "makes"],
    ["INSERT INTO sources.a VALUES (1)", "sources.a", "changes"],
    ["ALTER TABLE a ADD b INT", "a", "changes"],
    ['DROP TABLE IF EXISTS "a""b"', 'a"b', "removes"],
  ])("%s", (sql, object, how) => {
    expect(touches(sql)).toEqual({ object, how });
  });

  test("a statement that leaves nothing behind is not kept", () => {
    expect(touches("SELECT 'CREATE TABLE x'")).toBeNull();
    expect(touches("COPY a TO 'files/b.csv'")).toBeNull();
  });
});

describe("the journal", () => {
  test("keeps the newest making of a name in its first place, files before everything", () => {
    const journal = new Journal();
    journal.record(create("a", "SELECT 1"));
    journal.record(create("b", "FROM a"));
    journal.record(create("a", "SELECT 2"));
    journal.record({ do: "file", name: "f.csv", file: new Blob([]) });
    expect(journal.steps().map(([step]) => (step!.do === "create" ? step!.sql : step!.do))).toEqual([
      "file",
      "SELECT 2",
      "FROM a",
    ]);
  });

  test("changes follow their table, a new making forgets them, a drop forgets both", () => {
    const journal = new Journal();
    journal.record(exec('CREATE TABLE sources."t" AS SELECT 1'));
    journal.record(exec("INSERT INTO sources.t VALUES (2)"));
    expect(journal.steps()[0]).toHaveLength(2);
    journal.record(exec('CREATE OR REPLACE TABLE sources."t" AS SELECT 3'));
    expect(journal.steps()[0]).toHaveLength(1);
    journal.record(exec("DROP TABLE IF EXISTS sources.t"));
    expect(journal.size).toBe(0);
  });

  test("a name in one schema is not that name in another", () => {
    const journal = new Journal();
    journal.record({ do: "bind", name: "a", values: [1] });
    journal.record(create("a"));
    journal.record({ do: "store", schema: "sources", name: "a", columns: [] });
    expect(journal.size).toBe(3);
  });

  test("a file is forgotten by name", () => {
    const journal = new Journal();
    journal.record({ do: "file", name: "f.csv", file: new Blob([]) });
    journal.forgetFile("f.csv");
    expect(journal.size).toBe(0);
  });
});

describe("making it again", () => {
  /** An engine that refuses to make a table before those it reads. */
  const engine = (reads: Record<string, string[]>) => {
    const made: string[] = [];
    const run = (step: Step) => {
      const name = step.do === "create" ? step.name : "";
      const missing = (reads[name] ?? []).find((other) => !made.includes(other));
      if (missing) return Promise.reject(new Error(`no ${missing}`));
      made.push(name);
      return Promise.resolve();
    };
    return { made, run };
  };

  test("what reads a later table is made after it", async () => {
    const { made, run } = engine({ c: ["b"], b: ["a"] });
    const shares: number[] = [];
    const lost = await replay([[create("c")], [create("b")], [create("a")]], run, (done, of) =>
      shares.push(done / of),
    );
    expect(lost).toEqual([]);
    expect(made).toEqual(["a", "b", "c"]);
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  test("what cannot be made is given back and holds nobody up", async () => {
    const { made, run } = engine({ x: ["gone"], y: ["x"] });
    const lost = await replay([[create("x")], [create("y")], [create("a")]], run, () => undefined);
    expect(made).toEqual(["a"]);
    expect(lost.map(({ step }) => (step.do === "create" ? step.name : ""))).toEqual(["x", "y"]);
  });
});
