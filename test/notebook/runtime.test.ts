import { describe, expect, test } from "vitest";
import { input } from "../../src/kinds/input";
import { prose } from "../../src/kinds/prose";
import { sql } from "../../src/kinds/sql";
import type { Kind } from "../../src/notebook/kind";
import { Notebook } from "../../src/notebook/run/runtime";
import { fakeHost, Steps } from "./host";

const cell = (kind: string, info: string, body: string) => `\`\`\`${kind} ${info}\n${body}\n\`\`\`\n`;
const step = (info: string, body: string) => cell("step", info, body);

function open(text: string) {
  const steps = new Steps();
  const host = fakeHost();
  const all = [steps, input, sql, prose] as readonly unknown[] as readonly Kind<unknown>[];
  const notebook = new Notebook(new Map(all.map((kind) => [kind.name, kind])), host, text);
  const states = () => Object.fromEntries(notebook.view.cells.map((one) => [one.name, one.state]));
  const at = (name: string) => notebook.view.cells.find((one) => one.name === name)!;
  const value = (name: string) => {
    const result = at(name).result?.value;
    return result?.is === "json" ? result.json : result;
  };
  return { notebook, steps, host, states, at, value };
}

/** Lets every waiting run go on until nothing is left to run. */
async function settle(notebook: Notebook, steps: Steps) {
  while (notebook.view.busy) {
    steps.release();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const chain =
  step("id=a", "1") + step("id=b from=a", "double") + step("id=c from=b", "double") + step("id=d", "5");

describe("what runs", () => {
  test("everything once, upstream first, whatever the order of the text", async () => {
    const { notebook, value } = open(
      step("id=c from=b", "double") + step("id=b from=a", "double") + step("id=a", "1"),
    );
    const view = await notebook.idle();
    expect(view.ran).toEqual(["a", "b", "c"]);
    expect(value("c")).toBe(4);
    expect(view.cells.map((one) => one.state)).toEqual(["done", "done", "done"]);
  });

  test("after an edit only what changed and what depends on it", async () => {
    const { notebook, value } = open(chain);
    await notebook.idle();
    notebook.setBody("b", "3");
    expect((await notebook.idle()).ran).toEqual(["b", "c"]);
    expect(value("c")).toBe(8);
  });

  test("a dependant does not run when the value above it is the same", async () => {
    const { notebook } = open(step("id=a", "7") + step("id=b from=a", "one") + step("id=c from=b", "double"));
    await notebook.idle();
    notebook.setBody("a", "8");
    const view = await notebook.idle();
    expect(view.ran).toEqual(["a", "b"]);
    expect(view.cells.every((one) => one.state === "done")).toBe(true);
  });

  test("white space around a cell, prose and order change nothing", async () => {
    const { notebook } = open(chain);
    await notebook.idle();
    notebook.insert("a", "prose", "Words.");
    notebook.move("d", -3);
    expect((await notebook.idle()).ran).toEqual([]);
  });

  test("by hand: stale until asked, and then only what is asked with what it needs", async () => {
    const { notebook, states } = open(chain);
    await notebook.idle();
    notebook.auto = false;
    notebook.setBody("a", "2");
    expect(states()).toEqual({ a: "stale", b: "stale", c: "stale", d: "done" });
    expect(notebook.view.stale).toBe(3);
    notebook.run(["b"]);
    expect((await notebook.idle()).ran).toEqual(["a", "b"]);
    expect(states()).toMatchObject({ a: "done", b: "done", c: "stale" });
    notebook.runStale();
    expect((await notebook.idle()).ran).toEqual(["c"]);
    notebook.runAll();
    expect((await notebook.idle()).ran).toEqual(["a", "b", "c", "d"]);
  });

  test("run asked for a fresh cell runs it again, and nothing below when the value is the same", async () => {
    const { notebook } = open(chain);
    await notebook.idle();
    notebook.run(["b"]);
    expect((await notebook.idle()).ran).toEqual(["b"]);
  });

  test("an untrusted notebook runs nothing until asked", async () => {
    const text = chain + cell("input", "id=n", "type: number\nvalue: 1") + "Words ${a}.";
    const { notebook, states } = open("");
    notebook.trusted = false;
    notebook.setText(text);
    await notebook.idle();
    expect(notebook.view.ran).toEqual([]);
    expect(Object.values(states())).toEqual(["idle", "idle", "idle", "idle", "idle", "idle"]);
    notebook.runAll();
    expect((await notebook.idle()).ran).toEqual(["a", "b", "c", "d", "n"]);
    expect(notebook.trusted).toBe(true);
  });

  test("while a cell is typed in, it and what reads it wait; the rest goes on", async () => {
    const { notebook, states } = open(chain);
    notebook.setBody("b", "3", { typing: true });
    await notebook.idle();
    expect(notebook.view.ran).toEqual(["a", "d"]);
    expect(states()).toEqual({ a: "done", b: "idle", c: "idle", d: "done" });
    notebook.setBody("b", "4", { typing: true });
    notebook.setBody("b", "4");
    expect((await notebook.idle()).ran).toEqual(["b", "c"]);
    notebook.setBody("b", "5", { typing: true });
    expect(states()).toMatchObject({ b: "stale", c: "stale" });
    notebook.run(["c"]);
    expect((await notebook.idle()).ran).toEqual(["b", "c"]);
  });

  test("a file that arrived runs its cell again", async () => {
    const { notebook } = open(chain);
    await notebook.idle();
    notebook.invalidate("a");
    expect((await notebook.idle()).ran).toEqual(["a"]);
  });
});

describe("what goes wrong", () => {
  test("a failure keeps the last good result, and what depends on it is blocked by name", async () => {
    const { notebook, at, value } = open(chain);
    await notebook.idle();
    notebook.setBody("b", "fail");
    await notebook.idle();
    expect(at("b")).toMatchObject({
      state: "failed",
      problems: [{ code: "step.failed", at: { cell: "b", line: 1 } }],
    });
    expect(value("b")).toBe(2);
    expect(at("c")).toMatchObject({
      state: "blocked",
      waitsFor: ["b"],
      problems: [{ code: "blocked.failed", params: { cell: "b" } }],
    });
    expect(value("c")).toBe(4);
    notebook.setBody("b", "double");
    expect((await notebook.idle()).ran).toEqual([]);
    expect(at("c").state).toBe("done");
  });

  test("a failed cell does not run again by itself, but when asked", async () => {
    const { notebook } = open(step("id=a", "fail") + step("id=b", "1"));
    await notebook.idle();
    notebook.setBody("b", "2");
    expect((await notebook.idle()).ran).toEqual(["b"]);
    notebook.run(["a"]);
    expect((await notebook.idle()).ran).toEqual(["a"]);
  });

  test("a body that says nothing is failed with its line, before anything runs", async () => {
    const { notebook, at } = open(step("id=a", "\n\nnonsense") + step("id=b from=a", "double"));
    await notebook.idle();
    expect(at("a")).toMatchObject({
      state: "failed",
      problems: [{ code: "step.nonsense", at: { line: 3 } }],
    });
    expect(at("b")).toMatchObject({ state: "blocked", waitsFor: ["a"] });
    expect(notebook.view.ran).toEqual([]);
  });

  test("a refused fit is done; who needs its value waits for it, however far", async () => {
    const { notebook, at } = open(
      step("id=f", "refuse") +
        step("id=g from=f", "double") +
        step("id=h from=g", "double") +
        step("id=i from=?f", "one"),
    );
    await notebook.idle();
    expect(at("f").state).toBe("done");
    expect(at("g")).toMatchObject({
      state: "blocked",
      waitsFor: ["f"],
      problems: [{ code: "blocked.refused" }],
    });
    expect(at("h")).toMatchObject({
      state: "blocked",
      waitsFor: ["f"],
      problems: [{ code: "blocked.refused" }],
    });
    expect(at("i").state).toBe("done");
  });

  test("an absent file blocks its cell, and what reads it, until it arrives", async () => {
    const { notebook, at } = open(step("id=s", "absent") + step("id=t from=s", "double"));
    await notebook.idle();
    expect(at("s")).toMatchObject({ state: "blocked", problems: [{ code: "file.absent" }] });
    expect(at("t")).toMatchObject({
      state: "blocked",
      waitsFor: ["s"],
      problems: [{ code: "blocked.absent" }],
    });
  });

  test("cycles, doubled names and unknown names are said at every cell they touch", async () => {
    const { notebook, at } = open(
      step("id=a from=b", "1") +
        step("id=b from=a", "1") +
        step("id=c", "1") +
        step("id=C", "1") +
        step("id=e from=orderz", "1") +
        step("id=orders", "1"),
    );
    await notebook.idle();
    expect(at("a").problems).toMatchObject([{ code: "graph.cycle", params: { cells: ["b"] } }]);
    expect(at("b").problems).toMatchObject([{ code: "graph.cycle", params: { cells: ["a"] } }]);
    expect(at("c").problems).toMatchObject([{ code: "cell.doubled", params: { lines: ["10"] } }]);
    expect(at("C").problems).toMatchObject([{ code: "cell.doubled", params: { lines: ["7"] } }]);
    expect(at("e").problems).toMatchObject([
      { code: "reference.unknown", params: { name: "orderz", nearest: ["orders"] } },
    ]);
    expect(notebook.view.ran).toEqual(["orders"]);
  });

  test("an unknown kind says so and is kept", async () => {
    const { notebook, at } = open("```ts id=x\nreturn 1\n```\n");
    await notebook.idle();
    expect(at("x")).toMatchObject({
      state: "failed",
      problems: [{ code: "cell.unknown-kind", params: { kind: "ts" } }],
    });
  });
});

describe("stopping", () => {
  test("says so at once, cancels what waits, and everything runs again when asked", async () => {
    const { notebook, states, steps } = open(
      step("id=a", "wait") + step("id=b from=a", "double") + step("id=c", "1"),
    );
    await Promise.resolve();
    expect(states()).toEqual({ a: "running", b: "queued", c: "queued" });
    notebook.stop();
    expect(states()["a"]).toBe("stopping");
    await notebook.idle();
    expect(states()).toEqual({ a: "cancelled", b: "blocked", c: "cancelled" });
    notebook.runStale();
    await Promise.resolve();
    expect(states()).toMatchObject({ a: "running" });
    steps.release();
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "done", c: "done" });
  });

  test("an edit cancels only the run it outdates", async () => {
    const { notebook, steps, states } = open(step("id=a", "wait") + step("id=b", "1"));
    notebook.setBody("b", "2");
    expect(states()).toEqual({ a: "running", b: "queued" });
    expect(steps.waiting).toBe(1);
    notebook.setBody("a", "3");
    await notebook.idle();
    expect(notebook.view.ran).toEqual(["a", "b"]);
    expect(states()).toEqual({ a: "done", b: "done" });
  });

  test("a cell removed while it runs is gone, table and all", async () => {
    const { notebook, host, steps } = open(step("id=a", "wait") + cell("sql", "id=b", "SELECT 1"));
    notebook.remove("a");
    await notebook.idle();
    expect(steps.waiting).toBe(0);
    expect(notebook.view.cells.map((one) => one.name)).toEqual(["b"]);
    notebook.remove("b");
    expect(host.engine.dropped).toEqual(["a", "b"]);
  });
});

describe("controls", () => {
  const text =
    cell("input", "id=n label", "type: range\nmin: 0 # low\nmax: 10\nvalue: 5 # mine") +
    cell("sql", "id=q", "SELECT ${n}");

  test("a value is bound, never pasted", async () => {
    const { notebook, host, at } = open(text);
    await notebook.idle();
    expect(host.engine.inputs.get("q:1")).toEqual([5]);
    expect(at("q").result?.sql).toEqual([{ name: "q", text: 'SELECT (FROM inputs."q:1")' }]);
  });

  test("setting one changes the bytes of its value alone, and runs what reads it", async () => {
    const { notebook, host } = open(text);
    await notebook.idle();
    notebook.setInput("n", 7.5);
    expect(notebook.text).toBe(text.replace("value: 5", "value: 7.5"));
    expect((await notebook.idle()).ran).toEqual(["n", "q"]);
    expect(host.engine.inputs.get("q:1")).toEqual([7.5]);
  });

  test("while it is dragged the text stays and the latest value wins", async () => {
    const { notebook, host, steps } = open(text + step("id=w from=n", "wait"));
    await settle(notebook, steps);
    host.engine.created.length = 0;
    for (const n of [6, 7, 8]) notebook.setInput("n", n, { transient: true });
    expect(notebook.text).toBe(text + step("id=w from=n", "wait"));
    await settle(notebook, steps);
    // The first value was on its way when the others came; the middle one was never needed.
    expect(host.engine.created.at(-1)).toBe("SELECT [8]");
    expect(host.engine.created.length).toBeLessThan(3);
    const before = notebook.view.ran;
    notebook.setInput("n", 8);
    expect(notebook.text).toContain("value: 8 # mine");
    await notebook.idle();
    expect(notebook.view.ran).toBe(before);
  });
});

describe("the view", () => {
  test("is told once per microtask and keeps cells that did not change", async () => {
    const { notebook } = open(chain);
    await notebook.idle();
    const before = notebook.view;
    let told = 0;
    notebook.subscribe(() => told++);
    notebook.setBody("d", "6");
    notebook.setBody("d", "7");
    await Promise.resolve();
    expect(told).toBe(1);
    await notebook.idle();
    expect(notebook.view).not.toBe(before);
    expect(notebook.view.cells[0]).toBe(before.cells[0]);
    expect(notebook.view.cells[3]).not.toBe(before.cells[3]);
  });

  test("names, reads and feeds", async () => {
    const { notebook } = open("# Title\n\n" + chain + "end ${c}\n");
    const view = await notebook.idle();
    expect(view.title).toBe("Title");
    expect(view.cells.map((one) => one.name)).toEqual(["text 1", "a", "b", "c", "d", "text 2"]);
    expect(view.cells[2]).toMatchObject({ reads: ["a"], feeds: ["c"] });
    expect(view.cells[3]).toMatchObject({ reads: ["b"], feeds: ["text 2"] });
  });
});
