import { describe, expect, test } from "vitest";
import { frontWord, withFrontLine } from "../../src/notebook/text/frontLine";
import {
  cellMode,
  ownAttributes,
  runsByItself,
  withCellMode,
  withRunMode,
} from "../../src/notebook/run/mode";
import { Notebook } from "../../src/notebook/run/runtime";
import { fakeHost, Steps } from "./host";

const step = (info: string, body: string) => `\`\`\`step ${info}\n${body}\n\`\`\`\n`;
const open = (text: string) => new Notebook(new Map([["step", new Steps()]]), fakeHost(), text);

const statesOf = ({ view }: Notebook) =>
  Object.fromEntries(view.cells.map(({ name, state }) => [name, state] as const));

describe("lines of front matter", () => {
  test("a line is replaced, added and taken out; every other byte stays", () => {
    const text = "---\r\ntitle: A # b\r\nother: [1,\r\n  2]\r\n---\r\n\r\nText";
    const by = withFrontLine(text, "run", "on-demand");
    expect(by).toBe("---\r\ntitle: A # b\r\nother: [1,\r\n  2]\r\nrun: on-demand\r\n---\r\n\r\nText");
    expect(frontWord(by, "run")).toBe("on-demand");
    expect(withFrontLine(by, "run", null)).toBe(text);
  });

  test("where there is none it comes, and goes again", () => {
    const by = withRunMode("# Title\n", false);
    expect(by).toBe("---\nrun: on-demand\n---\n\n# Title\n");
    expect(runsByItself(by)).toBe(false);
    expect(withRunMode(by, true)).toBe("# Title\n");
  });

  test("only front matter counts, and only words it knows", () => {
    expect(runsByItself("Text\n\n---\nrun: on-demand\n---\n")).toBe(true);
    expect(runsByItself("---\nrun: sometimes\n---\n")).toBe(true);
    expect(runsByItself('---\nrun: "on-demand" # slow\n---\n')).toBe(false);
  });
});

describe("when cells run", () => {
  const chain =
    step("id=a", "1") + step("id=b from=a run=on-demand", "double") + step("id=c from=b", "double");

  test("a cell on demand waits, and so does what reads it; the rest runs by itself", async () => {
    const notebook = open(chain);
    const states = () => statesOf(notebook);
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "idle", c: "idle" });
    notebook.run(["c"]);
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "done", c: "done" });
    notebook.setBody("a", "2");
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "stale", c: "stale" });
    expect(notebook.view.stale).toBe(2);
  });

  test("in a notebook on demand a cell may still run by itself; saying when runs nothing again", async () => {
    const text = `---\nrun: on-demand\n---\n\n${step("id=a run=auto", "1")}${step("id=b from=a", "double")}`;
    const notebook = open(text);
    const states = () => statesOf(notebook);
    await notebook.idle();
    expect(notebook.auto).toBe(false);
    expect(states()).toEqual({ a: "done", b: "idle" });
    notebook.auto = true;
    expect(notebook.text.startsWith("---")).toBe(false);
    await notebook.idle();
    expect(states()).toEqual({ a: "done", b: "done" });
    notebook.setAttributes("b", { id: "b", from: "a", run: "on-demand" });
    expect((await notebook.idle()).ran).toEqual([]);
    expect(states()).toEqual({ a: "done", b: "done" });
  });

  test("attributes", () => {
    expect(cellMode({ id: "a", run: "later" })).toBeNull();
    expect(withCellMode({ id: "a" }, "on-demand")).toEqual({ id: "a", run: "on-demand" });
    expect(ownAttributes({ id: "a", run: "auto" })).toEqual({ id: "a" });
  });
});
