import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binned, missingFrom, taken, BIN, type Deleted } from "../../src/notebook/bin";
import { changeOf, type Seen } from "../../src/notebook/change";
import { read } from "../../src/notebook/document";
import { apply, between, History, revert, type Change } from "../../src/notebook/history";
import { kinds } from "../../src/kinds";

const change = (merge?: string): Change => ({
  label: { code: "history.edited", params: { name: "a" } },
  before: null,
  after: null,
  merge,
});

describe("a patch", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n", "\u{1F600}", "\u{1F601}", "é") });

  test("leads from one text to the other and back, and cuts no character in two", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = between(before, after);
        expect(apply(before, patch)).toBe(after);
        expect(revert(after, patch)).toBe(before);
        // Throws at half a character.
        expect(() => [encodeURIComponent(patch.gone), encodeURIComponent(patch.come)]).not.toThrow();
      }),
    );
  });

  test("holds only what changed", () => {
    const long = "x".repeat(50_000);
    expect(between(`${long}a${long}`, `${long}b${long}`)).toEqual({ at: 50_000, gone: "a", come: "b" });
  });
});

describe("steps", () => {
  const clocked = (options: { steps?: number; characters?: number } = {}) => {
    const clock = { now: 0 };
    return { clock, history: new History("", { now: () => clock.now, ...options }) };
  };

  test("keystrokes in one cell are one step until there is a pause", () => {
    const { clock, history } = clocked();
    for (const text of ["a", "ab", "abc"]) {
      clock.now += 200;
      history.note(text, change("typed x"));
    }
    clock.now += 1000;
    history.note("abcd", change("typed x"));
    expect(history.undo()?.text).toBe("abc");
    expect(history.undo()?.text).toBe("");
    expect(history.undo()).toBeNull();
    expect(history.redo()?.text).toBe("abc");
  });

  test("keystrokes in another cell, after an undo, or after a seal are steps of their own", () => {
    const { history } = clocked();
    history.note("a", change("typed x"));
    history.note("ab", change("typed y"));
    expect(history.length).toBe(2);
    history.undo();
    history.note("ac", change("typed x"));
    expect(history.length).toBe(2);
    history.seal();
    history.note("acd", change("typed x"));
    expect(history.length).toBe(3);
  });

  test("what was typed and taken away again is no step", () => {
    const { history } = clocked();
    history.note("a", change("typed x"));
    history.note("", change("typed x"));
    expect(history.undoable).toBeNull();
  });

  test("a change after an undo forgets what could have been done again", () => {
    const { history } = clocked();
    history.note("a", change());
    history.undo();
    history.note("b", change());
    expect(history.redoable).toBeNull();
    expect(history.undo()?.text).toBe("");
  });

  test("the oldest go beyond the most, by number and by size, and the newest never", () => {
    const { history } = clocked({ steps: 3 });
    for (const text of ["a", "b", "c", "d", "e"]) history.note(text, change());
    expect(history.length).toBe(3);
    for (let n = 0; n < 3; n++) history.undo();
    expect(history.text).toBe("b");
    const small = clocked({ characters: 10 }).history;
    small.note("x".repeat(8), change());
    small.note(`${"x".repeat(8)}yyyy`, change());
    expect(small.length).toBe(1);
    small.note("z".repeat(40), change());
    expect(small.undo()?.text).toBe(`${"x".repeat(8)}yyyy`);
  });

  test("goes on after a reload, and a text changed meanwhile is one more step", () => {
    const { history } = clocked();
    history.note("a", change());
    history.note("ab", change());
    history.undo();
    const saved = structuredClone(history.save());
    const again = new History("a", { saved });
    expect(again.redo()?.text).toBe("ab");
    expect(again.undo()?.text).toBe("a");
    expect(again.undo()?.text).toBe("");
    const other = new History("a, and more", { saved });
    expect(other.undoable?.code).toBe("history.elsewhere");
    expect(other.undo()?.text).toBe("a");
    expect(other.undo()?.text).toBe("");
  });

  test("thousands of keystrokes far apart in a long text are cheap to hold", () => {
    const clock = { now: 0 };
    let text = "row\n".repeat(2_000);
    const history = new History(text, { now: () => (clock.now += 5000) });
    for (let n = 0; n < 2000; n++) {
      const at = (n * 7919) % text.length;
      text = `${text.slice(0, at)}#${text.slice(at)}`;
      history.note(text, change("typed x"));
    }
    expect(history.length).toBe(2000);
    expect(JSON.stringify(history.save().past).length).toBeLessThan(2000 * 200);
  });
});

describe("what a change was", () => {
  const seen = (text: string): Seen => {
    const { title, cells } = read(text, kinds);
    return { title, cells };
  };
  const of = (before: string, after: string) => {
    const first = read(before, kinds);
    const { title, cells } = read(after, kinds, first.cells);
    return changeOf(first, { title, cells });
  };
  const sql = (id: string, body = "SELECT 1") => `\`\`\`sql id=${id}\n${body}\n\`\`\`\n`;
  const text = (...cells: string[]) => cells.join("\n");

  test.each([
    [
      "typing",
      text(sql("a"), sql("b")),
      text(sql("a"), sql("b", "SELECT 2")),
      "history.edited",
      { name: "b" },
    ],
    [
      "a rule",
      "```ledger id=o from=s\n```\n",
      "```ledger id=o from=s\ncancelled: net\n```\n",
      "history.ledger",
      { name: "o" },
    ],
    [
      "a control",
      "```input id=n\nvalue: 1\n```\n",
      "```input id=n\nvalue: 2\n```\n",
      "history.input",
      { name: "n" },
    ],
    [
      "an attribute",
      "```sql id=a\nx\n```\n",
      "```sql id=a view\nx\n```\n",
      "history.settings",
      { name: "a" },
    ],
    ["another kind", "```sql id=a\nx\n```\n", "```chart id=a\nx\n```\n", "history.kind", { name: "a" }],
    [
      "removing",
      text(sql("a"), sql("b"), sql("c")),
      text(sql("a"), sql("c")),
      "history.removed",
      { name: "b" },
    ],
    ["removing more", text(sql("a"), sql("b"), sql("c")), sql("c"), "history.removedMany", { n: 2 }],
    ["adding", sql("a"), text(sql("a"), sql("b")), "history.inserted", { name: "b" }],
    [
      "moving down",
      text(sql("a"), sql("b"), sql("c")),
      text(sql("b"), sql("c"), sql("a")),
      "history.moved",
      { name: "a" },
    ],
    [
      "moving up",
      text(sql("a"), sql("b"), sql("c")),
      text(sql("c"), sql("a"), sql("b")),
      "history.moved",
      { name: "c" },
    ],
    [
      "a new name",
      text(sql("a"), sql("b", "FROM a")),
      text(sql("z"), sql("b", "FROM z")),
      "history.renamed",
      { from: "a", to: "z" },
    ],
    [
      "merging",
      text(sql("a", "SELECT 1"), sql("b", "SELECT 2")),
      sql("a", "SELECT 1\nSELECT 2"),
      "history.merged",
      { name: "b" },
    ],
    ["the title", "---\ntitle: A\n---\n\nx\n", "---\ntitle: B\n---\n\nx\n", "history.title", {}],
    ["between cells", text(sql("a"), sql("b")), `${sql("a")}\n\n\n${sql("b")}`, "history.text", {}],
    ["much", text(sql("a"), sql("b")), text(sql("a", "x"), sql("b", "y")), "history.several", { n: 2 }],
  ])("%s", (_, before, after, code, params) => {
    expect(of(before, after).label).toMatchObject({ code, params });
  });

  test("of two that changed places, the one the reader is at has moved", () => {
    const [before, after] = [read(text(sql("a"), sql("b")), kinds), read(text(sql("b"), sql("a")), kinds)];
    expect(changeOf(before, after, "b").label.params["name"]).toBe("b");
    expect(changeOf(before, after, "a").label.params["name"]).toBe("a");
  });

  test("says where to go: to the changed cell, or to the neighbour of one that is not there", () => {
    const two = text(sql("a"), sql("b"));
    const added = of(two, text(sql("a"), sql("n"), sql("b")));
    expect([added.before?.key, added.after?.key]).toEqual(["a", "n"]);
    const removed = of(two, sql("a"));
    expect([removed.before?.key, removed.after?.key]).toEqual(["b", "a"]);
  });

  test("a merged cell is not gone, a removed one is", () => {
    expect(of(text(sql("a", "x"), sql("b", "y")), sql("a", "x\ny")).gone).toEqual([]);
    expect(of(text(sql("a", "x"), sql("b", "x")), sql("a", "x")).gone).toEqual([1]);
    expect(changeOf(seen("text\n"), seen("")).gone).toEqual([0]);
  });
});

describe("the bin", () => {
  const text = "# T\n\n~~~~sql id=a view\nSELECT 1\n~~~~\n\n```sql id=b\nSELECT 2\n```\n";
  const options = { at: 5, keys: ["~1", "a", "b"], stays: (key: string) => key !== "a" && key !== "b" };

  test("takes the bytes of a cell, its first line, and the nearest neighbour above that stays", () => {
    expect(taken(text, kinds, [2], options)).toEqual([
      {
        name: "b",
        kind: "sql",
        id: "b",
        text: "```sql id=b\nSELECT 2\n```",
        line: "SELECT 2",
        after: { key: "~1", index: 0 },
        at: 5,
      },
    ]);
    expect(taken(text, kinds, [1], options)[0]?.text).toBe("~~~~sql id=a view\nSELECT 1\n~~~~");
  });

  test("holds the newest first, one of a kind, and no more than fits", () => {
    const cell = (name: string, size = 1): Deleted => ({
      name,
      kind: "sql",
      id: name,
      text: name.padEnd(size, "x"),
      line: "",
      after: null,
      at: 0,
    });
    let bin: readonly Deleted[] = [];
    for (let n = 0; n < BIN.cells + 10; n++) bin = binned(bin, [cell(`c${n}`)]);
    expect(bin).toHaveLength(BIN.cells);
    expect(bin[0]?.name).toBe(`c${BIN.cells + 9}`);
    expect(
      binned(bin, [bin[5]!])
        .map(({ name }) => name)
        .slice(0, 2),
    ).toEqual([bin[5]!.name, bin[0]!.name]);
    expect(binned(bin, [cell("large", BIN.characters + 1)]).map(({ name }) => name)).toEqual(["large"]);
  });

  test("shows only what the notebook does not hold", () => {
    const bin = taken(text, kinds, [1, 2], options);
    expect(missingFrom(bin, text)).toEqual([]);
    const inside = `${bin[0]!.text}x\n${bin[1]!.text} y`;
    expect(missingFrom(bin, inside).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(missingFrom(bin, "# T\n").map(({ name }) => name)).toEqual(["a", "b"]);
  });
});
