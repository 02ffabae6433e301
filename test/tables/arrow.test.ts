import {
  Decimal,
  Dictionary,
  Field,
  Int32,
  Interval,
  IntervalUnit,
  List,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromArrays,
  tableFromIPC,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import { fc, propertyOf } from "./property";
import { decode, typeName, unfaithful } from "../../src/tables/decode";
import { encode, encodeValues } from "../../src/tables/encode";

const rows = (values: ArrayLike<number | string | null>) =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));
const through = (ipc: Uint8Array) => {
  const batch = decode(tableFromIPC(ipc));
  return { ...batch, values: batch.values.map(rows) };
};

describe("into the engine and back", () => {
  test("columns of every type, missing values included", () => {
    const batch = through(
      encode([
        { name: "a", type: "DOUBLE", values: Float64Array.of(1.5, NaN, -0) },
        { name: "b", type: "INTEGER", values: Int32Array.of(1, -2, 3) },
        { name: "c", type: "DATE", values: Float64Array.of(-86_400_000, NaN, 86_400_000 * 15000 + 5) },
        { name: "d", type: "VARCHAR", values: ["", null, "zażółć 💶"] },
      ]),
    );
    expect(batch.columns).toEqual([
      { name: "a", type: "DOUBLE" },
      { name: "b", type: "INTEGER" },
      { name: "c", type: "DATE" },
      { name: "d", type: "VARCHAR" },
    ]);
    expect(batch.values).toEqual([
      [1.5, null, -0],
      [1, -2, 3],
      [-86_400_000, null, 86_400_000 * 15000],
      ["", null, "zażółć 💶"],
    ]);
  });

  test("any texts come back as they were", () => {
    propertyOf(fc.array(fc.option(fc.string({ unit: "grapheme" }), { nil: null })), (values) => {
      expect(through(encode([{ name: "t", type: "VARCHAR", values }])).values[0]).toEqual(values);
    });
  });

  test("any numbers come back as they were", () => {
    propertyOf(fc.array(fc.double()), (values) => {
      const batch = through(encode([{ name: "n", type: "DOUBLE", values: Float64Array.from(values) }]));
      expect(batch.values[0]).toEqual(rows(values));
    });
  });

  test("an empty table keeps its columns", () => {
    const batch = through(encode([{ name: "a", type: "DOUBLE", values: new Float64Array() }]));
    expect([batch.rows, batch.columns]).toEqual([0, [{ name: "a", type: "DOUBLE" }]]);
  });
});

describe("bound values", () => {
  test.each([
    [[1, null, 3], "BIGINT", [1, null, 3]],
    [[1, 0.5], "DOUBLE", [1, 0.5]],
    [[2 ** 60], "DOUBLE", [2 ** 60]],
    [[true, null, false], "BOOLEAN", ["true", null, "false"]],
    [["2011-12-09", null], "DATE", [Date.UTC(2011, 11, 9), null]],
    [["2011-12-09", "later"], "VARCHAR", ["2011-12-09", "later"]],
    [["2011-13-09"], "VARCHAR", ["2011-13-09"]],
    [["a", 1, [1], null], "VARCHAR", ["a", "1", "[1]", null]],
    [[null], "VARCHAR", [null]],
    [[], "VARCHAR", []],
  ])("%j are %s", (values, type, expected) => {
    const batch = through(encodeValues(values));
    expect([batch.columns[0], batch.values[0]]).toEqual([{ name: "value", type }, expected]);
  });
});

describe("out of the engine", () => {
  const one = (values: readonly bigint[]) =>
    rows(decode(new Table({ n: makeVector(BigInt64Array.from(values)) })).values[0]!);

  test("whole numbers are numbers as long as they are exact, else text", () => {
    expect(one([1n, 9007199254740991n, -9007199254740991n])).toEqual([
      1, 9007199254740991, -9007199254740991,
    ]);
    expect(one([1n, 9007199254740993n])).toEqual(["1", "9007199254740993"]);
    expect(one([-9223372036854775808n])).toEqual(["-9223372036854775808"]);
  });

  const decimals = (scale: number, values: readonly bigint[]) => {
    const words = values.flatMap((value) =>
      [0n, 32n, 64n, 96n].map((shift) => Number((BigInt.asUintN(128, value) >> shift) & 0xffffffffn)),
    );
    const type = new Decimal(scale, 38);
    const data = makeData({ type, length: values.length, data: Uint32Array.from(words) });
    const fields = [new Field("d", type, true)];
    const schema = new Schema(fields);
    const batch = makeData({ type: new Struct(fields), length: values.length, children: [data] });
    return rows(decode(new Table(schema, [new RecordBatch(schema, batch)])).values[0]!);
  };

  test("decimals of any sign and width", () => {
    expect(decimals(2, [1234n, -1234n, 0n, -1n, 123456789012345678n])).toEqual([
      12.34, -12.34, 0, -0.01, 1234567890123456.78,
    ]);
    expect(decimals(0, [-3n, 4294967296n, -4294967297n])).toEqual([-3, 4294967296, -4294967297]);
    expect(decimals(2, [10n ** 30n])).toEqual([1e28]);
    expect(decimals(0, [2n ** 127n - 1n, -(2n ** 127n)])).toEqual([
      "170141183460469231731687303715884105727",
      "-170141183460469231731687303715884105728",
    ]);
  });

  test("times keep their milliseconds", () => {
    const stamps = vectorFromArray([1_323_435_000_250, null], new TimestampMicrosecond());
    expect(rows(decode(new Table({ t: stamps })).values[0]!)).toEqual([1_323_435_000_250, null]);
  });

  test("what Arrow would tell wrongly is named, so that the engine writes it as text", () => {
    const schema = new Schema([
      new Field("i", new Interval(IntervalUnit.MONTH_DAY_NANO)),
      new Field("l", new List(new Field("x", new Int32()))),
      new Field("e", new Dictionary(new Utf8(), new Int32())),
      new Field("n", new Int32()),
    ]);
    expect(unfaithful(schema)).toEqual(["i", "l", "e"]);
    expect(typeName(new Interval(IntervalUnit.MONTH_DAY_NANO))).toBe("INTERVAL");
  });

  test("two columns of one name stay two", () => {
    const table = tableFromArrays({ a: Int32Array.of(1), b: Int32Array.of(2) });
    const schema = new Schema(["a", "a"].map((name) => new Field(name, new Int32(), true)));
    const batch = new RecordBatch(schema, table.batches[0]!.data as never);
    expect(decode(new Table(schema, [batch])).values.map(rows)).toEqual([[1], [2]]);
  });
});
