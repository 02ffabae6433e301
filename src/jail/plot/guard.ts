import { TenureError } from "../../terms/error";
import type { RecordedPlot } from "../../terms/plot";
import { FORBIDDEN } from "./channels";
import { fetches, harmlessStyle, paintsFrom } from "./css";
import { EXPORTS } from "./exports";
import { LIMITS } from "./limits";
import { spans } from "./spans";
import { burden } from "./tooMany";

const CALLABLE = new Set(["mark", "axis", "bare", "marks", "transform", "regroup", "made"]);
const VALUES = new Set([...EXPORTS].filter(([, kind]) => kind === "value").map(([name]) => name));
const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;
/** Numbers of steps that Plot would make one by one. */
const STEPS = /^(ticks|thresholds|n|samples|columns|nice|bandwidth)$/;
/** Distances below which there would be no end of steps. */
const LEAST: Readonly<Record<string, number>> = {
  binWidth: 1,
  tickSpacing: 2,
  pixelSize: 0.5,
  precision: 0.5,
  unit: Number.MIN_VALUE,
};

/**
 * Holds a recorded figure to what it may be: exports of Plot by name, plain values, nothing that fetches, links or
 * leaves its place, and no more than a page can draw. The recorder asks before it posts, the page before it draws; the
 * page believes nothing else about where the record came from.
 *
 * Throws `plot.*` errors.
 */
export function guard(record: RecordedPlot): void {
  if (!isCall(record) || !/^(plot|legend)$/.test(record.plot)) throw new TenureError("plot.record");
  const watch = new Watch();
  record.args.forEach((arg, i) => watch.option(arg, i === 0 ? "" : `[${String(i)}]`, 0));
  spans(record);
}

export interface LooseCall {
  readonly plot: string;
  readonly args: readonly unknown[];
}

/** A call is an object of exactly these two. */
export function isCall(value: unknown): value is LooseCall {
  if (typeof value !== "object" || value === null) return false;
  const { plot, args } = value as { plot?: unknown; args?: unknown };
  return (
    Object.hasOwn(value, "plot") &&
    Object.hasOwn(value, "args") &&
    typeof plot === "string" &&
    Array.isArray(args) &&
    Object.keys(value).length === 2
  );
}

class Watch {
  private values = 0;
  private letters = 0;
  private calls = 0;
  private elements = 0;
  private readonly rows = new WeakSet<object>();

  /** Anything that stands among options. */
  option(value: unknown, path: string, depth: number): void {
    this.count(value, path, depth);
    if (typeof value === "string" && fetches(value)) throw new TenureError("plot.address", { path });
    if (typeof value !== "object" || value === null || value instanceof Date || isNumbers(value)) return;
    if (Array.isArray(value)) {
      // Values of a channel may be any words, like those of the data.
      for (const [i, one] of value.entries())
        if (typeof one === "object" || typeof one === "function")
          this.option(one, `${path}[${String(i)}]`, depth + 1);
        else this.data(one, path, depth + 1);
      return;
    }
    if (Object.hasOwn(value, "plot") && Object.hasOwn(value, "args")) {
      if (!isCall(value)) throw new TenureError("plot.record");
      this.call(value, path, depth);
      return;
    }
    if (!isPlain(value)) throw new TenureError("plot.value", { path });
    for (const [key, one] of Object.entries(value))
      this.entry(key, one, path ? `${path}.${key}` : key, depth + 1);
  }

  private entry(key: string, value: unknown, path: string, depth: number): void {
    const refused = FORBIDDEN.get(key);
    const named = key === "target" && /(^|\.)channels\.[^.]+$/.test(path);
    if (refused && !named && value !== null && value !== undefined)
      throw new TenureError(refused, { option: key, path, name: key });
    if (key === "src" && value !== null && value !== undefined) {
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
        if (one !== null && one !== undefined && !(typeof one === "string" && PICTURE.test(one)))
          throw new TenureError("plot.image", { path });
    }
    if (key === "style" && value !== null && value !== undefined && !harmlessStyle(value))
      throw new TenureError("plot.style", { path });
    if (typeof value === "number") {
      const size = /^(width|height)$/.test(key) && Math.abs(value) > LIMITS.pixels;
      const many = STEPS.test(key) && Math.abs(value) > LIMITS.steps;
      const window = key === "k" && value > 10_000;
      const least = Object.hasOwn(LEAST, key) && value < LEAST[key]!;
      if (size || many || window || least) throw new TenureError("plot.size", { option: path, value });
    }
    if (key === "data" && isCall(value) && value.plot === "#rows") this.table(value, path);
    else this.option(value, path, depth);
  }

  private call(value: LooseCall, path: string, depth: number): void {
    if (++this.calls > LIMITS.calls)
      throw new TenureError("plot.size", { option: "Plot", value: this.calls });
    const { plot, args } = value;
    if (plot === "#value") {
      if (args.length !== 1 || !VALUES.has(String(args[0]))) throw new TenureError("plot.record");
      return;
    }
    if (plot === "#merge") {
      if (args.some((one) => typeof one !== "object" || one === null || Array.isArray(one)))
        throw new TenureError("plot.record");
    } else if (plot === "#order") {
      if (args.length !== 1 || !Array.isArray(args[0])) throw new TenureError("plot.record");
    } else {
      const kind = EXPORTS.get(plot);
      if (!kind || !CALLABLE.has(kind)) throw new TenureError("plot.record");
      if (kind === "mark" || kind === "axis") this.weigh(plot, args);
    }
    args.forEach((arg, i) => {
      const here = path ? `${path} › ${plot}` : plot;
      if (i === 0 && isCall(arg) && arg.plot === "#rows" && /^(mark|axis)$/.test(EXPORTS.get(plot) ?? ""))
        this.table(arg, here);
      else this.option(arg, here, depth + 1);
    });
  }

  /** Data, and only where Plot takes data: nothing in them is looked at as options are. */
  private table(call: LooseCall, path: string): void {
    const { args } = call;
    if (args.length !== 1 || !(Array.isArray(args[0]) || isNumbers(args[0])))
      throw new TenureError("plot.record");
    // The same rows may stand behind several marks; they cross once.
    if (!this.rows.has(call)) this.data(args[0], path, 0);
    this.rows.add(call);
  }

  /** Elements that a mark will draw, alone and with the others. */
  private weigh(name: string, args: readonly unknown[]): void {
    const [data, ...options] = args;
    const list: unknown = isCall(data) ? data.args[0] : data;
    const rows = Array.isArray(list) || isNumbers(list) ? list.length : 0;
    const worst = options
      .map((one) => burden(name, rows, one))
      .reduce((a, b) => (b.limit < a.limit ? b : a), burden(name, rows, options[0]));
    if (worst.elements > worst.limit)
      throw new TenureError("plot.too-many", { mark: name, elements: rows, limit: worst.limit, sql: "none" });
    if (worst.limit === LIMITS.elements) this.elements += rows;
    if (this.elements > LIMITS.together)
      throw new TenureError("plot.too-many", {
        mark: name,
        elements: this.elements,
        limit: LIMITS.together,
        sql: "none",
      });
  }

  /** A value of the data: any words, but nothing alive, and nothing that a colour could be fetched from. */
  private data(value: unknown, path: string, depth: number): void {
    this.count(value, path, depth);
    if (typeof value === "string" && paintsFrom(value)) throw new TenureError("plot.address", { path });
    if (typeof value !== "object" || value === null || value instanceof Date || isNumbers(value)) return;
    if (Array.isArray(value)) for (const one of value as unknown[]) this.data(one, path, depth + 1);
    else if (isPlain(value)) for (const one of Object.values(value)) this.data(one, path, depth + 1);
    else throw new TenureError("plot.value", { path });
  }

  private count(value: unknown, path: string, depth: number): void {
    if (depth > LIMITS.depth) throw new TenureError("plot.size", { option: path, value: depth });
    this.values += isNumbers(value) ? value.length : 1;
    if (typeof value === "string") this.letters += value.length;
    if (typeof value === "function" || typeof value === "symbol")
      throw new TenureError("plot.value", { path });
    if (this.values > LIMITS.values) throw new TenureError("plot.size", { option: path, value: this.values });
    if (this.letters > LIMITS.letters)
      throw new TenureError("plot.size", { option: path, value: this.letters });
  }
}

type Numbers = ArrayLike<number | bigint>;
const isNumbers = (value: unknown): value is Numbers =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/** An object of entries: no class, no getter. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === null || Object.getPrototypeOf(prototype) === null) &&
    Object.values(Object.getOwnPropertyDescriptors(value)).every((one) => "value" in one)
  );
}
