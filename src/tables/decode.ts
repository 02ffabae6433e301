import type { Data, Field, Schema, Table, Vector } from "apache-arrow";
import { DataType, DateUnit, TimeUnit, Type } from "apache-arrow";
import type { Batch, Values } from "../terms/table";

/** Whole numbers up to here are exact in float64; a column with a larger one is decoded as text, never rounded. */
const EXACT = Number.MAX_SAFE_INTEGER;

/** DuckDB's name for an Arrow type, as far as Arrow keeps it: enumerations and UUIDs arrive as `VARCHAR`. */
export function typeName(type: DataType): string {
  const is = type as DataType & {
    readonly bitWidth?: number;
    readonly isSigned?: boolean;
    readonly precision?: number;
    readonly scale?: number;
    readonly timezone?: string | null;
  };
  switch (type.typeId) {
    case Type.Int: {
      const name = { 8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT" }[is.bitWidth ?? 64]!;
      return is.isSigned === false ? `U${name}` : name;
    }
    case Type.Float:
      return is.precision === 2 ? "DOUBLE" : "FLOAT";
    case Type.Decimal:
      return is.precision === 38 && is.scale === 0 ? "HUGEINT" : `DECIMAL(${is.precision},${is.scale})`;
    case Type.Bool:
      return "BOOLEAN";
    case Type.Date:
      return "DATE";
    case Type.Timestamp:
      return is.timezone ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
    case Type.Time:
      return "TIME";
    case Type.Interval:
      return "INTERVAL";
    case Type.Binary:
      return "BLOB";
    case Type.Null:
      return "NULL";
    default:
      return "VARCHAR";
  }
}

/**
 * Columns whose Arrow form is not faithful (intervals lose their days, enumerations come without their words when
 * streamed) or has no place in a Batch (lists, structs): the engine writes these as text itself.
 */
export function unfaithful(schema: Schema): readonly string[] {
  const odd = new Set<Type>([
    Type.Interval,
    Type.Dictionary,
    Type.List,
    Type.FixedSizeList,
    Type.Struct,
    Type.Map,
    Type.Union,
    Type.Binary,
    Type.FixedSizeBinary,
    Type.Time,
    Type.Duration,
  ]);
  return schema.fields.filter(({ type }) => odd.has((type as DataType).typeId)).map(({ name }) => name);
}

/** Rows as the engine's Arrow buffers, by column; see `Values` for what becomes what. */
export function decode(table: Table): Batch {
  const columns = table.schema.fields.map((field: Field<DataType>) => ({
    name: field.name,
    type: typeName(field.type),
  }));
  return { rows: table.numRows, columns, values: columns.map((_, i) => column(table.getChildAt(i)!)) };
}

function column(vector: Vector<DataType>): Values {
  const { type } = vector;
  if (DataType.isInt(type)) return type.bitWidth === 64 ? wholes(vector) : plain(vector);
  if (DataType.isFloat(type)) return plain(vector);
  if (DataType.isDate(type)) return scaled(vector, type.unit === DateUnit.DAY ? 1 / 86_400_000 : 1);
  if (DataType.isTimestamp(type)) return scaled(vector, UNITS_PER_MS[type.unit]);
  if (DataType.isDecimal(type)) return decimals(vector, type.scale);
  if (DataType.isUtf8(type)) return vector.data.flatMap(strings);
  return Array.from(vector, text);
}

const UNITS_PER_MS = {
  [TimeUnit.SECOND]: 1e-3,
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1e3,
  [TimeUnit.NANOSECOND]: 1e6,
};

const text = (value: string | number | bigint | boolean | null): string | null =>
  value === null ? null : String(value);

/** Fills one array from the chunks of a vector; `each` writes a chunk's values, nulls become NaN afterwards. */
function gather(vector: Vector<DataType>, each: (data: Data, out: Float64Array) => void): Float64Array {
  const out = new Float64Array(vector.length);
  let at = 0;
  for (const data of vector.data) {
    const part = out.subarray(at, (at += data.length));
    each(data, part);
    if (data.nullCount > 0) {
      for (let i = 0; i < part.length; i++) if (!data.getValid(i)) part[i] = NaN;
    }
  }
  return out;
}

const plain = (vector: Vector<DataType>): Float64Array =>
  gather(vector, (data, out) => {
    out.set((data.values as Float64Array).subarray(0, out.length));
  });

const scaled = (vector: Vector<DataType>, perMs: number): Float64Array =>
  gather(vector, (data, out) => {
    const values = data.values as BigInt64Array | Int32Array;
    for (let i = 0; i < out.length; i++) out[i] = Number(values[i]) / perMs;
  });

function wholes(vector: Vector<DataType>): Values {
  let inexact = 0;
  const out = gather(vector, (data, part) => {
    const values = data.values as BigInt64Array | BigUint64Array;
    for (let i = 0; i < part.length; i++) {
      const value = Number(values[i]);
      part[i] = value;
      if ((value > EXACT || value < -EXACT) && data.getValid(i)) inexact++;
    }
  });
  return inexact === 0 ? out : Array.from(vector, text);
}

/** 128-bit two's complement, four words a value, the lowest first. */
function decimals(vector: Vector<DataType>, scale: number): Values {
  let inexact = 0;
  const power = 10 ** scale;
  const out = gather(vector, (data, part) => {
    const words = data.values as Uint32Array;
    for (let i = 0; i < part.length; i++) {
      const high = words[4 * i + 1]! | 0;
      const sign = high >> 31;
      const short = (words[4 * i + 2]! | 0) === sign && (words[4 * i + 3]! | 0) === sign;
      const value = short ? high * 4294967296 + words[4 * i]! : Number(wide(words, i));
      part[i] = value / power;
      if (scale === 0 && (value > EXACT || value < -EXACT) && data.getValid(i)) inexact++;
    }
  });
  if (inexact === 0) return out;
  return vector.data.flatMap((data) =>
    Array.from({ length: data.length }, (_, i) =>
      data.getValid(i) ? String(wide(data.values as Uint32Array, i)) : null,
    ),
  );
}

function wide(words: Uint32Array, i: number): bigint {
  let value = BigInt(words[4 * i + 3]! | 0);
  for (let k = 2; k >= 0; k--) value = (value << 32n) | BigInt(words[4 * i + k]!);
  return value;
}

const decoder = new TextDecoder();

/** The bytes of a chunk are decoded at once; where all are ASCII, byte offsets are character offsets. */
function strings(data: Data): (string | null)[] {
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  const bytes = data.values as Uint8Array;
  const at = (i: number) => Number(offsets[i]);
  const start = at(0);
  const whole = decoder.decode(bytes.subarray(start, at(data.length)));
  const ascii = whole.length === at(data.length) - start;
  const out = new Array<string | null>(data.length);
  for (let i = 0; i < data.length; i++) {
    if (!data.getValid(i)) out[i] = null;
    else if (ascii) out[i] = whole.slice(at(i) - start, at(i + 1) - start);
    else out[i] = decoder.decode(bytes.subarray(at(i), at(i + 1)));
  }
  return out;
}
