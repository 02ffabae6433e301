import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMillisecond,
  Utf8,
  type Data,
} from "apache-arrow";
import type { NewColumn } from "../terms/table";
import type { Json } from "../terms/view";

const DAY = 86_400_000;

/**
 * Columns as one Arrow IPC stream. NaN in a DOUBLE or DATE column, and null in a VARCHAR one, are NULL. Buffers are
 * laid out by hand: the builders of the library take ten times as long for text.
 */
export function encode(columns: readonly NewColumn[]): Uint8Array {
  return stream(columns.map((column) => ({ name: column.name, data: dataOf(column) })));
}

/** One column `value` of a list given by a notebook: all of one type, or else text. */
export function encodeValues(values: readonly Json[]): Uint8Array {
  return stream([{ name: "value", data: listData(values) }]);
}

function stream(columns: readonly { name: string; data: Data }[]): Uint8Array {
  const fields = columns.map(({ name, data }) => new Field(name, data.type, true));
  const schema = new Schema(fields);
  const length = columns[0]?.data.length ?? 0;
  const rows = makeData({ type: new Struct(fields), length, children: columns.map(({ data }) => data) });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, rows)]), "stream");
}

function dataOf(column: NewColumn): Data {
  switch (column.type) {
    case "DOUBLE":
      return makeData({
        type: new Float64(),
        length: column.values.length,
        data: column.values,
        ...nulls(column.values, Number.isNaN),
      });
    case "INTEGER":
      return makeData({ type: new Int32(), length: column.values.length, data: column.values });
    case "DATE":
      return makeData({
        type: new DateDay(),
        length: column.values.length,
        data: Int32Array.from(column.values, (ms) => (Number.isNaN(ms) ? 0 : Math.floor(ms / DAY))),
        ...nulls(column.values, Number.isNaN),
      });
    case "TIMESTAMP":
      return makeData({
        type: new TimestampMillisecond(),
        length: column.values.length,
        data: BigInt64Array.from(column.values, (ms) => BigInt(Number.isNaN(ms) ? 0 : Math.round(ms))),
        ...nulls(column.values, Number.isNaN),
      });
    case "BOOLEAN":
      return booleanData(column.values);
    case "VARCHAR":
      return textData(column.values);
  }
}

function textData(values: readonly (string | null)[]): Data {
  const offsets = new Int32Array(values.length + 1);
  let bytes = new Uint8Array(Math.max(64, values.length * 16));
  const encoder = new TextEncoder();
  let at = 0;
  values.forEach((value, i) => {
    const text = value ?? "";
    // A UTF-16 unit takes at most three bytes.
    if (at + text.length * 3 > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, at + text.length * 3));
      larger.set(bytes);
      bytes = larger;
    }
    at += encoder.encodeInto(text, bytes.subarray(at)).written;
    offsets[i + 1] = at;
  });
  return makeData({
    type: new Utf8(),
    length: values.length,
    valueOffsets: offsets,
    data: bytes.subarray(0, at),
    ...nulls(values, (value) => value === null),
  });
}

/** Validity: one bit a row, lowest first; absent when nothing is missing. */
function nulls<T>(
  values: ArrayLike<T>,
  missing: (value: T) => boolean,
): { nullBitmap?: Uint8Array; nullCount?: number } {
  let bitmap: Uint8Array | null = null;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!missing(values[i]!)) continue;
    bitmap ??= new Uint8Array((values.length + 7) >> 3).fill(0xff);
    bitmap[i >> 3]! &= ~(1 << (i & 7));
    count++;
  }
  return bitmap ? { nullBitmap: bitmap, nullCount: count } : {};
}

function booleanData(values: readonly (boolean | null)[]): Data {
  const bits = new Uint8Array((values.length + 7) >> 3);
  values.forEach((value, i) => {
    if (value) bits[i >> 3]! |= 1 << (i & 7);
  });
  const gaps = nulls(values, (value) => value === null);
  return makeData({ type: new Bool(), length: values.length, data: bits, ...gaps });
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

function listData(values: readonly Json[]): Data {
  const given = values.filter((value) => value !== null);
  const length = values.length;
  const gaps = nulls(values, (value) => value === null);
  if (given.length > 0 && given.every((value) => typeof value === "number")) {
    // Whole numbers stay whole: LIMIT and range() want them so.
    return given.every(Number.isSafeInteger)
      ? makeData({
          type: new Int64(),
          length,
          data: BigInt64Array.from(values, (v) => BigInt((v ?? 0) as number)),
          ...gaps,
        })
      : makeData({
          type: new Float64(),
          length,
          data: Float64Array.from(values, (v) => (v ?? 0) as number),
          ...gaps,
        });
  }
  if (given.length > 0 && given.every((value) => typeof value === "boolean")) {
    return booleanData(values as readonly (boolean | null)[]);
  }
  if (given.length > 0 && given.every((value) => typeof value === "string" && isDate(value))) {
    const days = Float64Array.from(values, (v) => (v === null ? NaN : Date.parse(v as string)));
    return dataOf({ name: "value", type: "DATE", values: days });
  }
  return textData(
    values.map((value) => (value === null || typeof value === "string" ? value : JSON.stringify(value))),
  );
}

const isDate = (text: string): boolean => ISO_DATE.test(text) && !Number.isNaN(Date.parse(text));
