import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Notebook } from "../../src/notebook/run/runtime";
import { fakeHost, Steps } from "./host";

/** On demand, what runs was asked for: an old request is no answer to a new edit. */

const cell = (info: string, body: string) => `\`\`\`step ${info}\n${body}\n\`\`\`\n`;
const chain = cell("id=a", "1") + cell("id=b from=a", "double") + cell("id=c from=b", "double");

function open(text = chain) {
  const steps = new Steps();
  const notebook = new Notebook(new Map([["step", steps]]), fakeHost(), text);
  notebook.auto = false;
  const states = () => Object.fromEntries(notebook.view.cells.map(({ name, state }) => [name, state]));
  const key = (name: string) => notebook.view.cells.find((one) => one.name === name)!.key;
  return { notebook, steps, states, key };
}

describe("a request ends", () => {
  test("for what it needed and had already", async () => {
    const { notebook, states } = open();
    notebook.runAll();
    await notebook.idle();
    notebook.run(["c"]);
    await notebook.idle();
    notebook.setBody("a", "2");
    expect(states()).toEqual({ a: "stale", b: "stale", c: "stale" });
    expect((await notebook.idle()).ran).toEqual([]);
  });

  test("for what could not run, when nothing else runs", async () => {
    const { notebook, states } = open(chain.replace("double", "nonsense"));
    notebook.runAll();
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "failed", c: "blocked" });
    notebook.setBody("b", "double");
    expect(states()).toEqual({ a: "done", b: "idle", c: "idle" });
    expect((await notebook.idle()).ran).toEqual([]);
  });

  test("for a cell that is edited while it runs or waits; what it outdates waits too", async () => {
    const { notebook, steps, states } = open(chain.replace("1", "wait1"));
    notebook.runAll();
    await expect.poll(() => steps.waiting).toBe(1);
    notebook.setBody("b", "3");
    steps.release();
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "idle", c: "idle" });
    notebook.setBody("a", "wait2");
    notebook.run(["a"]);
    await expect.poll(() => steps.waiting).toBe(1);
    notebook.setBody("a", "wait3", { typing: true });
    notebook.setBody("a", "wait3");
    expect(states()).toMatchObject({ a: "stale" });
    await notebook.idle();
    expect(steps.waiting).toBe(0);
    expect(states()).toMatchObject({ a: "stale" });
  });
});

test("whatever was run, edited, undone and stopped before, an edit alone runs nothing", async () => {
  const name = fc.constantFrom("a", "b", "c", "d");
  const body = fc.constantFrom("1", "2", "one", "double", "fail", "nonsense", "wait1", "wait2", "refuse");
  const act = fc.oneof(
    fc.record({ do: fc.constant("edit" as const), name, body }),
    fc.record({ do: fc.constant("type" as const), name, body }),
    fc.record({ do: fc.constant("run" as const), name }),
    fc.record({
      do: fc.constantFrom("all", "stale", "stop", "undo", "mode", "release", "rest"),
      name,
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), name, async (acts, last) => {
      const { notebook, steps } = open(chain + cell("id=d from=a,c", "one"));
      const past: string[] = [];
      const rest = async () => {
        while (notebook.view.busy) {
          steps.release();
          await new Promise((resolve) => setTimeout(resolve));
        }
      };
      const put = (at: string, text: string, typing: boolean) => {
        past.push(notebook.text);
        notebook.setBody(at, text, { typing });
      };
      for (const one of acts) {
        if (one.do === "edit" || one.do === "type") put(one.name, one.body, one.do === "type");
        else if (one.do === "run") notebook.run([one.name]);
        else if (one.do === "all") notebook.runAll();
        else if (one.do === "stale") notebook.runStale();
        else if (one.do === "stop") notebook.stop();
        else if (one.do === "undo") notebook.setText(past.pop() ?? notebook.text);
        else if (one.do === "mode") notebook.auto = !notebook.auto;
        else if (one.do === "release") steps.release();
        else await rest();
      }
      notebook.auto = false;
      await rest();
      const was = notebook.view.cells.find((one) => one.name === last)!.body;
      notebook.setBody(last, `${was === "7" ? 8 : 7}`, { typing: true });
      notebook.setBody(last, `${was === "7" ? 8 : 7}`);
      expect(notebook.view.busy).toBe(false);
      await rest();
      expect(notebook.view.ran).toEqual([]);
    }),
    { numRuns: 300, seed: 6 },
  );
});
