import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import type { EngineHost, JsonSchema, Kind, Parsed } from "../notebook/kind";
import type { SourceEngine } from "../sources";
import {
  EVENINGS,
  HOLDINGS,
  ROLES,
  SIDES,
  type ColumnType,
  type Part,
  type SourceSpec,
} from "../sources/spec";
import { sourceBody } from "../sources/write";
import { identifier } from "../tables/quote";
import { Reader } from "./reader";

const TYPES: readonly ColumnType[] = ["text", "integer", "decimal", "date", "datetime", "boolean"];
const FORMATS = ["csv", "parquet", "workbook", "json", "arrow"] as const;
const KEYS = [
  "file",
  "also",
  "size",
  "sha256",
  "holds",
  "read",
  "columns",
  "roles",
  "amount-of",
  "cancelled",
  "currency",
  "ids",
];
const PARTS: readonly Part[] = [...ROLES, ...SIDES];
const READ_KEYS = [
  "format",
  "compression",
  "inside",
  "sheet",
  "encoding",
  "delimiter",
  "decimal",
  "thousands",
  "dates",
  "quote",
  "escape",
  "scale",
  "debit",
  "minus",
  "plus",
  "blanks",
  "header",
];

const schema: JsonSchema = {
  type: "object",
  properties: {
    file: { type: "string" },
    also: { type: "array", items: { type: "string" } },
    size: { type: "integer" },
    sha256: { type: "string" },
    read: { type: "object" },
    columns: { type: "object" },
    roles: { type: "object" },
    holds: { type: "string", enum: [...HOLDINGS] },
    "amount-of": { type: "string", enum: ["order"] },
    cancelled: { type: "array", items: { type: "string" } },
    currency: { type: "string" },
    ids: { type: "array", items: { type: "string" } },
  },
  required: ["file", "read", "columns", "roles"],
};

function parse(body: string): Parsed<SourceSpec> {
  const tree = parseDocument(body, { prettyErrors: false });
  const reader = new Reader();
  for (const error of tree.errors) {
    const code = error.code === "DUPLICATE_KEY" ? "yaml.doubled-key" : "yaml.syntax";
    const range = [Math.min(error.pos[0], body.length), Math.min(error.pos[1], body.length)] as const;
    reader.problems.push(new TenureError(code, {}, { cause: error.message, at: { range } }).toJSON());
  }
  if (reader.problems.length > 0) return { spec: null, problems: reader.problems };
  const top = reader.map(tree.contents, "source", KEYS);
  for (const key of ["file", "read", "columns", "roles"]) {
    const node = top.get(key);
    if (node === undefined || (isScalar(node) && node.value === null))
      reader.fail("yaml.missing-key", { key }, node);
  }
  const spec = specOf(reader, top);
  return { spec: reader.problems.length > 0 ? null : spec, problems: reader.problems };
}

/** Everything a whole body says; an absent part shows as a problem already. */
function specOf(reader: Reader, top: ReadonlyMap<string, unknown>): SourceSpec {
  const read = reader.map(top.get("read"), "read", READ_KEYS);
  const text = (key: string) => {
    const value = reader.text(read.get(key), key);
    return value === undefined ? {} : { [key]: value };
  };
  const columns: [string, ColumnType][] = [...reader.map(top.get("columns"), "columns")].flatMap(
    ([name, node]) => {
      const type = reader.oneOf(node, name, TYPES);
      return type ? [[name, type]] : [];
    },
  );
  const named = new Set(columns.map(([name]) => name));
  const roles: Partial<Record<Part, string>> = {};
  for (const [role, node] of reader.map(top.get("roles"), "roles", PARTS)) {
    const column = reader.text(node, role);
    if (column === undefined || !(PARTS as readonly string[]).includes(role)) continue;
    roles[role as Part] = column;
    if (!named.has(column)) {
      reader.fail("source.role-column", { role, column, columns: [...named] }, node);
    }
  }
  const holds = reader.oneOf(top.get("holds"), "holds", HOLDINGS);
  const amountOf = reader.oneOf(top.get("amount-of"), "amount-of", ["order"] as const);
  if (holds === undefined || holds === "orders") requireRoles(reader, roles, top.get("roles"));
  const list = top.get("cancelled");
  const cancelled = isSeq(list)
    ? list.items.flatMap((item) => reader.text(item, "cancelled") ?? [])
    : undefined;
  if (list !== undefined && !isSeq(list))
    reader.fail("yaml.wrong-type", { key: "cancelled", expected: "array" }, list);
  const evened = top.get("ids");
  if (evened !== undefined && !isSeq(evened))
    reader.fail("yaml.wrong-type", { key: "ids", expected: "array" }, evened);
  const ids = isSeq(evened) ? evened.items.flatMap((item) => reader.oneOf(item, "ids", EVENINGS) ?? []) : [];
  const further = top.get("also");
  if (further !== undefined && !isSeq(further))
    reader.fail("yaml.wrong-type", { key: "also", expected: "array" }, further);
  const also = isSeq(further) ? further.items.flatMap((item) => reader.text(item, "also") ?? []) : [];
  const size = reader.whole(top.get("size"), "size");
  const sha256 = reader.text(top.get("sha256"), "sha256");
  const currency = reader.text(top.get("currency"), "currency");
  const header = reader.whole(read.get("header"), "header");
  const one = (key: string, options: readonly string[]) => {
    const value = reader.oneOf(read.get(key), key, options);
    return value === undefined ? {} : { [key]: value };
  };
  const scale = reader.factor(read.get("scale"), "scale");
  return {
    file: reader.text(top.get("file"), "file") ?? "",
    ...(also.length === 0 ? {} : { also }),
    ...(size === undefined ? {} : { size }),
    ...(sha256 === undefined ? {} : { sha256 }),
    read: {
      format: reader.oneOf(read.get("format"), "format", FORMATS) ?? "csv",
      ...one("compression", ["gzip", "zip"]),
      ...text("inside"),
      ...text("sheet"),
      ...text("encoding"),
      ...text("delimiter"),
      ...one("decimal", [".", ","]),
      ...text("thousands"),
      ...text("dates"),
      ...one("quote", ["'", "none", "rows"]),
      ...one("escape", ["\\"]),
      ...(scale === undefined ? {} : { scale }),
      ...one("debit", ["minus", "plus"]),
      ...text("minus"),
      ...text("plus"),
      ...one("blanks", ["above", "nobody"]),
      ...(header === undefined ? {} : { header }),
    },
    columns: Object.fromEntries(columns),
    roles,
    ...(holds === undefined || holds === "orders" ? {} : { holds }),
    ...(amountOf === undefined ? {} : { amountOf }),
    ...(cancelled === undefined ? {} : { cancelled }),
    ...(currency === undefined ? {} : { currency }),
    ...(ids.length === 0 ? {} : { ids }),
  };
}

/** Without these there is nothing to count: who, when, and how much. */
function requireRoles(reader: Reader, roles: SourceSpec["roles"], node: unknown): void {
  if (!isMap(node)) return;
  const money = roles.amount !== undefined || (roles.quantity !== undefined && roles.price !== undefined);
  if (roles.customer === undefined) reader.fail("source.no-customer", { file: "" }, node);
  if (roles.date === undefined) reader.fail("source.no-date", { file: "" }, node);
  if (!money) reader.fail("source.no-amount", { file: "" }, node);
}

/**
 * The only place where a file enters a notebook: which file, how it is written, and what its columns mean. Its table
 * has the file's own columns and `source_row`, the row's number in the file.
 */
export const source: Kind<SourceSpec> = {
  name: "source",
  schema,
  parse: (body) => parse(body),
  write: sourceBody,
  references: () => [],
  /** @throws TenureError `source.absent` while nobody has given the file; what `loadSource` throws. */
  async run(spec, _inputs, host, job) {
    const find = async (name: string): Promise<File> => {
      const found = await host.sources.find(name);
      if (found) return found;
      const params = { file: name, size: spec.size ?? 0, columns: Object.keys(spec.columns) };
      throw new TenureError("source.absent", params, { at: { file: name } });
    };
    const file = await find(spec.file);
    const more: File[] = [];
    for (const name of spec.also ?? []) more.push(await find(name));
    const engine = host.engine as EngineHost & SourceEngine;
    // What reads files comes with the first one: a notebook of prose and SQL never loads it.
    const { FLAW, hold, loadSource, sourceHash } = await import("../sources");
    const loaded = await loadSource(engine, file, spec, job.cell, job, undefined, more);
    await hold(engine, job.cell, loaded, job);
    const { holds, roles } = spec;
    // Rows of a report on costs that have no day are its totals.
    const days = holds === "costs" && roles.date ? ` WHERE ${identifier(roles.date)} IS NOT NULL` : "";
    const text = `SELECT * EXCLUDE (${FLAW}) FROM ${loaded.raw.sql}${days}`;
    const hash = await sourceHash(file);
    const files = [hash, ...(await Promise.all(more.map(sourceHash)))];
    // What is too large to be hashed is known by what the disk says of it.
    const bytes = [file, ...more].map(
      ({ name, size, lastModified }, i) => files[i] ?? [name, size, lastModified],
    );
    const of = JSON.stringify([bytes, loaded.reading]);
    const table = await engine.create(job.cell, text, job.signal, { view: true, of });
    const data: Json = {
      file: spec.file,
      given: file.name,
      size: file.size,
      columns: loaded.raw.columns.map(({ name }) => name),
      have: true,
      rows: table.rows,
      hash,
      changed:
        hash !== null && spec.sha256 !== undefined
          ? hash !== spec.sha256
          : spec.size !== undefined && file.size !== spec.size,
    };
    // What the columns mean is part of what a ledger reads, although the rows are the same.
    const meaning = JSON.stringify([
      spec.roles,
      spec.cancelled ?? [],
      spec.currency ?? "",
      spec.amountOf ?? "",
      spec.ids ?? [],
    ]);
    return {
      value: { is: "table", table: { ...table, fingerprint: `${table.fingerprint} ${meaning}` } },
      views: [{ show: "card", card: "source", data, table }],
      sql: [
        ...loaded.raw.statements.map((statement) => ({ name: job.cell, text: statement })),
        { name: job.cell, text },
      ],
    };
  },
};
