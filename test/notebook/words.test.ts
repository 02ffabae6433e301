import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expressions } from "../../src/notebook/expressions";
import { readInfo, writeInfo } from "../../src/notebook/text/info";
import { keysFor } from "../../src/notebook/text/keys";
import { nearest } from "../../src/notebook/nearest";
import { fill, template } from "../../src/notebook/text/template";

describe("${…}", () => {
  test.each<[string, (string | null)[]]>([
    ["${a}", ["a"]],
    ["${ a } ${b.c}", ["a", "b"]],
    ["${percent(a)} ${money( b.c )}", ["a", "b"]],
    ["${год} ${last-year}", ["год", "last-year"]],
    ["${a + b} ${f(a)} ${a.b.c} ${1}", [null, null, null, null]],
    ["${ {x: '}'}.x } ${`}`}", [null, null]],
    ["${open", []],
    ["${'open} ${a}", ["a"]],
    ["$a {b} $ {c}", []],
  ])("%j names %j", (text, names) => {
    const found = expressions(text);
    expect(found.map(({ name }) => name?.id ?? null)).toEqual(names);
    for (const { range, code, name } of found) {
      expect(text.slice(...range)).toBe(`\${${code}}`);
      if (name) expect(text.slice(...name.range)).toBe(name.id);
    }
  });

  test("any text can be searched, and what is found is there", () => {
    const piece = fc.constantFrom("${", "}", "{", "a", "'", '"', "`", ".", "(", ")", " ", "percent", "\n");
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join("")),
        (text) => {
          for (const { range } of expressions(text)) expect(text.slice(...range)).toMatch(/^\$\{[^]*\}$/);
        },
      ),
    );
  });
});

describe("a filled query leads back to the user's text", () => {
  test("offsets before, in and after what was put in", () => {
    const sql = "SELECT ${a} AS a, x FROM t WHERE y > ${b}";
    const { holes } = template(sql);
    const filled = fill(sql, holes, ["(FROM one)", "7"]);
    expect(filled.sql).toBe("SELECT (FROM one) AS a, x FROM t WHERE y > 7");
    const back = (word: string) => {
      const from = filled.sql.indexOf(word);
      return sql.slice(...filled.back([from, from + word.length]));
    };
    expect(["SELECT", "x FROM t", "y", "(FROM one)", "one", "7"].map(back)).toEqual([
      "SELECT",
      "x FROM t",
      "y",
      "${a}",
      "${a}",
      "${b}",
    ]);
    expect(back("AS a, x FROM t WHERE y > 7")).toBe("AS a, x FROM t WHERE y > ${b}");
  });
});

describe("the first line of a fence", () => {
  test("words with and without values", () => {
    expect(readInfo("sql id=a view title=\"x y\" from='z' id=b")).toEqual({
      kind: "sql",
      attributes: { id: "a", view: true, title: "x y", from: "z" },
    });
    expect(readInfo("id=a")).toEqual({ kind: "", attributes: {} });
    expect(readInfo("{.r echo=FALSE}")).toMatchObject({ kind: "{.r" });
  });

  test("what says the same keeps its bytes", () => {
    const info = "sql   id='a'  view   odd==1";
    expect(writeInfo(info, readInfo(info).attributes)).toBe(info);
    expect(writeInfo(info, { id: "b c", view: true })).toBe('sql   id="b c"  view');
    expect(writeInfo("sql", { id: "a", view: true })).toBe("sql id=a view");
  });

  test("whatever is written is read back", () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,6}$/);
    const value = fc.oneof(fc.constant(true as const), fc.stringMatching(/^[^"'`\r\n]{0,8}$/));
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { noNullPrototype: true }),
        fc.dictionary(name, value, { noNullPrototype: true }),
        (first, second) => {
          const once = writeInfo("sql", first);
          expect(readInfo(once)).toEqual({ kind: "sql", attributes: first });
          expect(readInfo(writeInfo(once, second))).toEqual({ kind: "sql", attributes: second });
        },
      ),
    );
  });
});

describe("keys", () => {
  const unit = (id: string | null, body: string, kind = id === null ? "prose" : "sql") => ({
    id,
    kind,
    body,
  });
  const walk = (...steps: ReturnType<typeof unit>[][]) =>
    steps.reduce<(ReturnType<typeof unit> & { key: string })[]>((before, now) => {
      const keys = keysFor(now, before);
      return now.map((one, i) => ({ ...one, key: keys[i]! }));
    }, []);
  const keys = (...steps: ReturnType<typeof unit>[][]) => walk(...steps).map(({ key }) => key);

  test("cells go by their id, the second of a name and text by a number of their own", () => {
    expect(keys([unit(null, "x"), unit("a", "1"), unit("A", "2"), unit(null, "y")])).toEqual([
      "~1",
      "a",
      "~2",
      "~3",
    ]);
  });

  test("text is known again by what it says, then by its place", () => {
    const start = [unit(null, "one"), unit("a", ""), unit(null, "two"), unit("b", ""), unit(null, "three")];
    expect(
      keys(start, [
        unit(null, "new"),
        unit(null, "one"),
        unit("a", ""),
        unit(null, "two"),
        unit(null, "three"),
      ]),
    ).toEqual(["~4", "~1", "a", "~2", "~3"]);
    expect(keys(start, start.with(2, unit(null, "two, edited")))).toEqual(["~1", "a", "~2", "b", "~3"]);
    expect(keys(start, start.toSpliced(2, 1))).toEqual(["~1", "a", "b", "~3"]);
  });
});

test("names that a slip of the fingers could have meant", () => {
  expect(nearest("ordres", ["orders", "customers", "scores"])).toEqual(["orders"]);
  expect(nearest("cust", ["customers", "cost"])).toEqual(["cost", "customers"]);
  expect(nearest("ORDERS", ["orders"])).toEqual(["orders"]);
  expect(nearest("zzz", ["orders"])).toEqual([]);
});
