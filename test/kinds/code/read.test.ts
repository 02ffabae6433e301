import { describe, expect, test } from "vitest";
import { columnBefore } from "../../../src/kinds/code/align";
import { readCode } from "../../../src/kinds/code/read";

/** Where `word` stands in `text`, as line and column from 1; the n-th of them. */
function at(text: string, word: string, nth = 0): [number, number] {
  let offset = -1;
  for (let i = 0; i <= nth; i++) offset = text.indexOf(word, offset + 1);
  const before = text.slice(0, offset).split("\n");
  return [before.length, before.at(-1)!.length + 1];
}

describe("places in what runs are places in the text", () => {
  test.each<[string, string]>([
    ["const a: number = boom();", "boom"],
    ["const a: Map<string, number[]> = new Map<string, number[]>(), b = boom();", "boom"],
    ["interface X {\n  a: string;\n}\nconst f = <T,>(x: T): T => x;\nreturn f<X>(boom as X);", "boom"],
    ["return (x as unknown as number[]).map((n: number) => boom(n!));", "boom"],
    ["return `${x as string} and ${boom}`;", "boom"],
    ["enum Kind { A = 1, B = 2 } boom();", "boom"],
    ["class P { constructor(private readonly x: number, public y?: string) { boom(x); } }", "boom"],
    ["let x: typeof boom = boom;", "= boom"],
    ["const größe: number = boom;", "boom"],
    ["/* one */ const a = <number>boom;", "boom"],
    ["return a satisfies string, boom;", "boom"],
  ])("%s", (text, word) => {
    const { code, problems } = readCode(text);
    expect(problems).toEqual([]);
    const range = code!.place(...at(code!.js, word));
    expect(range[0]).toBe(text.lastIndexOf(word));
  });

  test("lines stay lines", () => {
    const text = "type A =\n  | 1\n  | 2;\n\nconst x = (\n  1 as A\n);\nreturn boom;";
    const { js } = readCode(text).code!;
    expect(js.split("\n")).toHaveLength(text.split("\n").length);
    expect(at(js, "boom")[0]).toBe(8);
  });

  test("a line that did not change has its own columns; one left by a machine has none, and is no burden", () => {
    expect(columnBefore("a b c", "a b c", 4)).toBe(4);
    const own = `let ${Array.from({ length: 3000 }, (_, i) => `a${i}: number`).join(", ")};`;
    expect(columnBefore(own, own.replaceAll(": number", ""), 500)).toBe(0);
  });
});

describe("mistakes stand where they are", () => {
  test.each<[string, string, string]>([
    ["const a = (1;", "ts.syntax", ";"],
    ["return 1 +;", "ts.syntax", ";"],
    ["const a: number = ;", "ts.syntax", ";"],
    ["let a: string = 'x';\nlet a = 2;", "ts.syntax", "a = 2"],
    ["const a: number = 1; const a = 2;", "ts.syntax", "a = 2"],
    ["function f(x: number) { return x }}", "ts.syntax", "}"],
    ["const a = 1;\n}; steal(); {", "ts.syntax", "}"],
    ["break;", "ts.syntax", "break"],
    ["import x from 'y'; return x;", "ts.no-import", "import x from 'y';"],
    ["return (await import('https://example.com/x.js')).default;", "ts.no-import", "import('https"],
    ["export const a = 1;", "ts.no-import", "export"],
    ["return import.meta.url;", "ts.no-import", "import.meta"],
  ])("%j: %s", (text, code, word) => {
    const { code: program, problems } = readCode(text);
    expect(program).toBeNull();
    expect(problems[0]).toMatchObject({ code });
    const [from] = problems[0]!.at.range!;
    expect(text.slice(from).startsWith(word)).toBe(true);
    expect(problems[0]!.raw ?? "").not.toMatch(/\(\d+:\d+\)$/);
  });
});

describe("an expression by itself is its value", () => {
  test.each<[string, boolean]>([
    ["1 + 1", true],
    ["// what\n({ a: 1 });\n", true],
    ["await orders.rows()", true],
    ["'text'", true],
    ["(a as number) satisfies number;", true],
    ["return 1", false],
    ["const a = 1;", false],
    ["1; 2", false],
    ["{ a: 1 }", false],
    ["function f() {}", false],
  ])("%j: %s", (text, expression) => {
    const { code } = readCode(text);
    expect(code!.expression).toBe(expression);
    // What is an expression can stand in brackets, comments and line ends included.
    if (expression) expect(readCode(`f(\n${code!.js}\n)`).code!.expression).toBe(true);
  });

  test("between braces nothing else may stand", () => {
    expect(readCode("a + 1", { expression: true }).code).not.toBeNull();
    expect(readCode("let a = 1", { expression: true }).problems).toMatchObject([
      { code: "ts.no-expression" },
    ]);
    expect(readCode("", { expression: true }).problems).toMatchObject([{ code: "ts.no-expression" }]);
  });
});
