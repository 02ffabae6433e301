import { TenureError } from "../../terms/error";
import type { Recorded, RecordedPlot } from "../../terms/plot";
import { callOf, held, type Call } from "./call";
import { EXPORTS, type Kind } from "./exports";
import { FORMATS, VALUES } from "./functions";
import { guard } from "./guard";
import { plainRows, Rows, rowsOf } from "./rows";
import { settle, settleOptions, type Draft, type Scene } from "./settle";
import { tooMany } from "./tooMany";

/**
 * What stands as `Plot` in a cell. `Plot.f(…)` writes down the call; functions among the options of a mark are applied
 * to its rows here and only their values written (see `settle.ts`). Nothing of Plot itself is loaded in the jail.
 *
 * Throws `plot.*` errors where a call cannot be recorded, at the call.
 */
export const recorder: Readonly<Record<string, unknown>> = new Proxy(
  Object.fromEntries([...EXPORTS].map(([name, kind]) => [name, exportOf(name, kind)])),
  {
    get(target, name) {
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      if (!Object.hasOwn(target, name)) throw new TenureError("plot.unknown", { name });
      return target[name];
    },
    set(_, name) {
      throw new TenureError("plot.read", { name: "Plot", property: String(name) });
    },
  },
);

function exportOf(name: string, kind: Kind): unknown {
  switch (kind) {
    case "value":
    case "made":
      if (name in FORMATS) return FORMATS[name as keyof typeof FORMATS];
      if (name in VALUES) return VALUES[name as keyof typeof VALUES];
      return (...args: unknown[]) => held({ name, kind, args });
    case "transform":
    case "regroup":
      // Functions in them are applied when a mark says to which rows.
      return (...args: unknown[]) => held({ name, kind, args });
    case "mark":
    case "axis":
    case "bare":
      return (...args: unknown[]) => mark(name, kind, args);
    case "marks":
      return (...args: unknown[]) =>
        marked({ name, kind, args: [settle(args, scene(null, "marks"))].flat() });
    case "draw":
      return (options: unknown = {}) => draw(name, options);
    case "inner":
      if (name === "valueof") return valuesOf;
      return refuse("plot.inner", name);
    case "geo":
      return refuse("plot.geo", name);
    case "class":
      return refuse("plot.class", name);
  }
}

/** A function that can be called and constructed, and says why not. */
function refuse(code: string, name: string): unknown {
  return function () {
    throw new TenureError(code, { name, instead: name[0]!.toLowerCase() + name.slice(1) });
  };
}

const scene = (rows: Rows | null, path: string): Scene => ({ rows, read: null, by: "", path });

/** A mark, its functions applied to its rows. */
function mark(name: string, kind: Kind, args: readonly unknown[]): object {
  const options = optionsOnly(name, kind, args);
  const [data, told] = options ? [undefined, args[0]] : [args[0], args[1]];
  const rows = options ? null : rowsOf(data, name);
  const settled =
    typeof told === "object" && told !== null ? settleOptions(told, scene(rows, name)).value : undefined;
  if (rows) tooMany(name, rows, settled);
  const rest = told === undefined ? [] : [settled];
  return marked({ name, kind, args: options ? rest : [rows, ...rest] });
}

/** Whether the only argument holds options, as Plot itself tells. */
function optionsOnly(name: string, kind: Kind, args: readonly unknown[]): boolean {
  if (kind === "bare") return true;
  const [first] = args;
  const iterable = typeof first === "object" && first !== null && !callOf(first) && Symbol.iterator in first;
  if (kind === "axis") return args.length < 2 && !iterable;
  return /^(raster|contour)$/.test(name) && args.length < 2;
}

function marked(call: Call): object {
  const self: object = held(call, (options: unknown = {}) => {
    const { marks = [], ...rest } = options as { marks?: unknown };
    return draw("plot", { ...rest, marks: [marks, self] });
  });
  return self;
}

/** `Plot.plot` and `Plot.legend`. */
function draw(name: string, options: unknown): object {
  const given = typeof options === "object" && options !== null ? options : {};
  const { facet, ...rest } = given as { facet?: unknown };
  const settled = settleOptions(rest, scene(null, name)).value as Readonly<Record<string, Draft>>;
  const all = facet === undefined || facet === null ? settled : { ...settled, facet: faceted(facet) };
  return held({ name, kind: "draw", args: [all] });
}

/** `facet: {data, x, y}` of a plot: its functions read its own data. */
function faceted(facet: object): Draft {
  const { data, ...rest } = facet as { data?: unknown };
  const rows = rowsOf(data, "facet.data");
  return { data: rows as unknown as Draft, ...(settleOptions(rest, scene(rows, "facet")).value as object) };
}

function valuesOf(data: unknown, value: unknown): unknown {
  const rows = rowsOf(data, "valueof");
  if (!rows) return rows;
  if (typeof value === "string") return rows.map((row) => (row as Record<string, unknown>)[value]);
  if (typeof value === "function") return rows.map(value as (row: unknown) => unknown);
  if (value instanceof Date || typeof value === "number" || typeof value === "boolean")
    return rows.map(() => value);
  return Array.from(value as Iterable<unknown>);
}

/**
 * The figure that a cell gave back, ready to be posted; a mark alone is drawn in a plot of its own. Null for any other
 * value. Throws `plot.*` where it is too large or would reach beyond itself.
 */
export function recordedOf(value: unknown): RecordedPlot | null {
  const call = callOf(value);
  if (!call) return null;
  const drawn = call.kind === "draw" ? call : callOf(draw("plot", { marks: [value] }));
  if (!drawn || !["draw", "mark", "axis", "bare", "marks"].includes(call.kind)) return null;
  const used = new Set<string>();
  collect(drawn.args, used);
  const written = new Map<Rows, Recorded>();
  const record = {
    plot: drawn.name,
    args: drawn.args.map((arg) => write(arg, used, written)),
  } as RecordedPlot;
  guard(record);
  return record;
}

/** Every text among the options: the names of fields are among them. */
function collect(value: unknown, used: Set<string>): void {
  if (typeof value === "string") used.add(value);
  if (typeof value !== "object" || value === null || value instanceof Rows || ArrayBuffer.isView(value))
    return;
  for (const one of Object.values(value)) collect(one, used);
}

/** Puts the rows where they stand, the same ones once. */
function write(value: unknown, used: ReadonlySet<string>, written: Map<Rows, Recorded>): Recorded {
  if (value instanceof Rows) {
    const before = written.get(value);
    if (before) return before;
    const rows = { plot: "#rows", args: [plainRows(value, used)] };
    written.set(value, rows);
    return rows;
  }
  if (Array.isArray(value)) return value.map((one) => write(one, used, written));
  if (typeof value !== "object" || value === null || value instanceof Date || ArrayBuffer.isView(value))
    return value as Recorded;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, write(one, used, written)]));
}

export { nameRows } from "./rows";
