import { describe, expect, test } from "vitest";
import { Notebook } from "../../src/notebook/run/runtime";
import { prose } from "../../src/kinds/prose";
import { sql } from "../../src/kinds/sql";
import type { Kind } from "../../src/notebook/kind";
import { fakeHost } from "./host";

const kinds = new Map([prose, sql].map((kind) => [kind.name, kind as unknown as Kind<unknown>]));
const open = (text: string) => new Notebook(kinds, fakeHost(), text);
const a = "```sql id=a\nSELECT 1\n```";

describe("edits change only their own bytes", () => {
  test.each<[string, string, (notebook: Notebook) => void, string]>([
    [
      "a body",
      `x\n\n${a}\n\ny\n`,
      (n) => n.setBody("a", "SELECT 2"),
      "x\n\n```sql id=a\nSELECT 2\n```\n\ny\n",
    ],
    [
      "a body in a CRLF file",
      "```sql id=a\r\nSELECT 1\r\n```\r\n",
      (n) => n.setBody("a", "SELECT\n2"),
      "```sql id=a\r\nSELECT\r\n2\r\n```\r\n",
    ],
    ["a body with a fence in it", a, (n) => n.setBody("a", "```\n"), "````sql id=a\n```\n\n````"],
    ["an emptied body", a, (n) => n.setBody("a", ""), "```sql id=a\n\n```"],
    [
      "an unclosed cell",
      "```sql id=a\nSELECT 1",
      (n) => n.setBody("a", "SELECT 2"),
      "```sql id=a\nSELECT 2\n```",
    ],
    [
      "attributes",
      `${a}\n`,
      (n) => n.setAttributes("a", { id: "b", view: true }),
      "```sql id=b view\nSELECT 1\n```\n",
    ],
    ["text", `one\n\n\n${a}\n`, (n) => n.setBody("~1", "two\n\nlines\n\n\n"), `two\n\nlines\n\n\n${a}\n`],
    [
      "text with a fence left open",
      `one\n\n${a}\n`,
      (n) => n.setBody("~1", "```py\nx"),
      `\`\`\`py\nx\n\`\`\`\n\n${a}\n`,
    ],
    [
      "text with a comment left open",
      `one\n\n${a}\n`,
      (n) => n.setBody("~1", "<!-- x"),
      `<!-- x\n-->\n\n${a}\n`,
    ],
    [
      "text before an indented cell that a list would take in",
      `one\n\n  ${a}\n`,
      (n) => n.setBody("~1", "- x"),
      `- x\n\n<!-- -->\n\n  ${a}\n`,
    ],
    [
      "text that begins with a rule",
      `one\n\n${a}\n`,
      (n) => n.setBody("~1", "---\nx\n---"),
      `\n---\nx\n---\n\n${a}\n`,
    ],
    ["text emptied", `one\n\n${a}\n\ntwo\n`, (n) => n.setBody("~2", ""), `one\n\n${a}\n`],
    ["removing the first", `one\n\n${a}\n\ntwo\n`, (n) => n.remove("~1"), `${a}\n\ntwo\n`],
    ["removing between texts", `one\n\n\n${a}\n\ntwo\n`, (n) => n.remove("a"), "one\n\n\ntwo\n"],
    ["removing between texts that touch", `one\n${a}\ntwo\n`, (n) => n.remove("a"), "one\n\ntwo\n"],
    ["removing the only one", `${a}\n`, (n) => n.remove("a"), "\n"],
    [
      "moving down, and the texts it parted stay two",
      `one\n\n${a}\n\ntwo\n`,
      (n) => n.move("a", 1),
      `one\n\n<!-- cell -->\n\ntwo\n\n${a}\n`,
    ],
    [
      "moving down and up again",
      `one\n\n${a}\n\ntwo\n`,
      (n) => {
        n.move("a", 1);
        n.move("a", -1);
      },
      `one\n\n${a}\n\ntwo\n`,
    ],
    [
      "one of two texts",
      "one\n\n<!-- cell -->\n\ntwo\n",
      (n) => n.setBody("~2", "```py\nx"),
      "one\n\n<!-- cell -->\n\n```py\nx\n",
    ],
    [
      "the first of two texts, with a fence left open",
      "one\n\n<!-- cell -->\n\ntwo\n",
      (n) => n.setBody("~1", "```py\nx"),
      "```py\nx\n```\n\n<!-- cell -->\n\ntwo\n",
    ],
    ["text beside text", "one\n", (n) => n.insert("~1", "prose", "two"), "one\n\n<!-- cell -->\n\ntwo\n"],
    [
      "a cell between two texts",
      "one\n\n<!-- cell -->\n\ntwo\n",
      (n) => n.insert("~1", "sql", "SELECT 1", "a"),
      `one\n\n${a}\n\ntwo\n`,
    ],
    [
      "moving up past the top",
      `---\nt: 1\n---\none\n\n${a}\n`,
      (n) => n.move("a", -9),
      `---\nt: 1\n---\n${a}\n\none\n`,
    ],
    ["moving an unclosed cell up", "one\n\n```sql id=a\nSELECT 1", (n) => n.move("a", -1), `${a}\n\none`],
    [
      "inserting first",
      `---\nt: 1\n---\none\n`,
      (n) => n.insert(null, "sql", "SELECT 1", "a"),
      `---\nt: 1\n---\n${a}\n\none\n`,
    ],
    ["inserting into nothing", "", (n) => n.insert(null, "sql", "SELECT 1", "a"), `${a}\n`],
    [
      "inserting after an unclosed cell",
      "```sql id=b\nSELECT 2",
      (n) => n.insert("b", "sql", "SELECT 1", "a"),
      `\`\`\`sql id=b\nSELECT 2\n\`\`\`\n\n${a}\n`,
    ],
    [
      "inserting text between cells",
      `${a}\n\`\`\`sql\n\`\`\`\n`,
      (n) => n.insert("a", "prose", "  new\n\n"),
      `${a}\nnew\n\n\`\`\`sql\n\`\`\`\n`,
    ],
    [
      "inserting a name with a space",
      "one\n",
      (n) => n.insert("~1", "sql", "SELECT 1", "a b"),
      'one\n\n```sql id="a b"\nSELECT 1\n```\n',
    ],
  ])("%s", (_, text, edit, expected) => {
    const notebook = open(text);
    edit(notebook);
    expect(notebook.text).toBe(expected);
  });

  test("typing blank lines at the end of a text adds none to the file", () => {
    const notebook = open(`one\n\n${a}\n`);
    for (const body of ["one\n", "one\n\n", "one\n\nt", "one\n\ntw", "one\n\ntwo"])
      notebook.setBody("~1", body, { typing: true });
    expect(notebook.text).toBe(`one\n\ntwo\n\n${a}\n`);
    notebook.setBody("~1", "", { typing: true });
    expect(notebook.view.cells).toHaveLength(2);
    notebook.setBody("~1", "");
    expect(notebook.text).toBe(`${a}\n`);
  });
});
