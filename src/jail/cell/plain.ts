import { TenureError } from "../../terms/error";
import type { Json } from "../../terms/view";
import { Written } from "./written";

/**
 * A value as plain data: dates as ISO text, sets and typed arrays as lists, maps by their keys.
 *
 * @throws TenureError `jail.not-plain` naming the place, for what is no data; `jail.circular`
 */
export function plainJson(value: unknown, path = "", above: readonly object[] = []): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== "object") throw notPlain(typeof value, path);
  if (above.includes(value)) throw new TenureError("jail.circular", { path: path || "." });
  const inside = (one: unknown, key: string | number) => plainJson(one, `${path}.${key}`, [...above, value]);
  if (value instanceof Written) return value.value;
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Set) return [...value].map(inside);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, one]) => [String(key), inside(one, String(key))]));
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, Number);
  }
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return plainJson((value.toJSON as () => unknown)(), path, [...above, value]);
  }
  if (!isPlain(value)) throw notPlain(className(value), path);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one, key)]));
}

export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** A day alone where there is no time of day; both are read in UTC, as tables hold them. */
export function dateText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}

function className(value: object): string {
  const made: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
  return typeof made === "function" ? made.name : "object";
}

const notPlain = (what: string, path: string): TenureError =>
  new TenureError("jail.not-plain", { what, path: path.replace(/^\./, "") });
