import { describe, expect, test } from "vitest";
import { failure } from "../../src/tables/failure";
import { TenureError } from "../../src/terms/error";

const raw = (fields: Record<string, string>) =>
  new Error(
    JSON.stringify({ exception_type: "Binder", exception_message: "something is wrong\nmore", ...fields }),
  );
const placed = (error: TenureError, text: string) => text.slice(...(error.at.range ?? [0, 0]));

describe("the engine's errors", () => {
  test("a position is bytes of UTF-8, a place is characters", () => {
    const text = "SELECT 'zażółć 💶' AS a, nope FROM t";
    const position = String(new TextEncoder().encode(text.slice(0, text.indexOf("nope"))).length);
    const error = failure(raw({ error_subtype: "COLUMN_NOT_FOUND", name: "nope", position }), text);
    expect(placed(error, text)).toBe("nope");
  });

  test("what stood before the user's text does not count", () => {
    const text = "SELECT x FROM t";
    expect(placed(failure(raw({ position: "37" }), text, 30), text)).toBe("x");
    expect(failure(raw({ position: "12" }), text, 30).at).toEqual({});
  });

  test("a position behind the last character stays inside", () => {
    expect(failure(raw({ position: "8" }), "SELECT 1").at.range).toEqual([8, 8]);
  });

  test.each([
    [{ error_subtype: "COLUMN_NOT_FOUND", name: "a", candidates: "b,c" }, "sql.no-column"],
    [{ error_subtype: "MISSING_ENTRY", type: "Table", name: "a" }, "sql.no-table"],
    [{ error_subtype: "MISSING_ENTRY", type: "Table", name: "/etc/passwd" }, "sql.closed-file"],
    [{ error_subtype: "MISSING_ENTRY", type: "Scalar Function", name: "a" }, "sql.no-function"],
    [{ error_subtype: "NO_MATCHING_FUNCTION", name: "a" }, "sql.no-overload"],
    [{ exception_type: "Parser", exception_message: 'syntax error at or near "c"' }, "sql.syntax"],
    [{ exception_type: "Parser", exception_message: "syntax error at end of input" }, "sql.syntax-end"],
    [{ exception_type: "Conversion" }, "sql.conversion"],
    [{ exception_type: "Out of Memory" }, "sql.out-of-memory"],
    [{ exception_type: "Interrupt" }, "engine.cancelled"],
    [{ exception_type: "Internal" }, "engine.crashed"],
    [{ exception_message: 'Cannot access file "s3://a/b" - file system operations' }, "sql.remote-file"],
    [{ exception_message: 'Cannot access file "x.csv" - file system operations' }, "sql.closed-file"],
    [{ exception_message: "the configuration has been locked" }, "sql.locked"],
    [{}, "sql.failed"],
  ])("%j is %s", (fields, code) => {
    const error = failure(raw(fields), "SELECT 1");
    expect(error.code).toBe(code);
    expect(error.toJSON().raw).toMatch(/ Error: /);
  });

  test("suggests a neighbour, never a table of the engine's own", () => {
    const missing = { error_subtype: "MISSING_ENTRY", type: "Table", name: "ordrs" };
    expect(failure(raw({ ...missing, candidates: "pg_class,orders" })).params).toEqual({
      name: "ordrs",
      suggests: true,
      suggestion: "orders",
    });
    expect(failure(raw({ ...missing, candidates: "pg_class" })).params).toMatchObject({ suggests: false });
  });

  test("a fault of the module is told from a fault of the query", () => {
    const crash = new Error("memory access out of bounds");
    expect(failure(crash).code).toBe("engine.crashed");
    expect(failure(Object.assign(new Error("x"), { name: "RuntimeError" })).code).toBe("engine.crashed");
    expect(failure(new Error("std::bad_alloc")).code).toBe("sql.out-of-memory");
    expect(failure(new Error("odd\nthing"))).toMatchObject({
      code: "sql.failed",
      params: { message: "odd" },
    });
  });

  test("what is coded already passes through", () => {
    const known = new TenureError("engine.no-file", { file: "a" });
    expect(failure(known)).toBe(known);
  });
});
