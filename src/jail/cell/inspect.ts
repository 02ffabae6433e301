const DEEP = 3;
const WIDE = 50;
const LONG = 4000;

/** A value as text for the console: cut where it is long, deep or wide, and never an error. */
export function inspect(value: unknown): string {
  const text = typeof value === "string" ? value : write(value, 0, new Set());
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

function write(value: unknown, depth: number, above: ReadonlySet<object>): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 500 ? `${value.slice(0, 500)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (above.has(value)) return "[circular]";
  try {
    return compound(value, depth, new Set([...above, value]));
  } catch {
    return "[unreadable]";
  }
}

function compound(value: object, depth: number, above: ReadonlySet<object>): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  const name = nameOf(value);
  if (depth >= DEEP) return Array.isArray(value) ? "[…]" : name || "{…}";
  const inner = (one: unknown) => write(one, depth + 1, above);
  const cut = (parts: string[], length: number) =>
    parts.concat(length > WIDE ? [`… ${length - WIDE}`] : []).join(", ");
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from((value as unknown[]).slice(0, WIDE), inner);
    return `${Array.isArray(value) ? "" : `${name} `}[${cut(list, (value as unknown[]).length)}]`;
  }
  if (value instanceof Map) {
    const entries = [...value].slice(0, WIDE).map(([key, one]) => `${inner(key)} → ${inner(one)}`);
    return `Map {${cut(entries, value.size)}}`;
  }
  if (value instanceof Set) return `Set {${cut([...value].slice(0, WIDE).map(inner), value.size)}}`;
  const entries = Object.entries(value);
  const parts = entries.slice(0, WIDE).map(([key, one]) => `${key}: ${inner(one)}`);
  return `${name ? `${name} ` : ""}{${cut(parts, entries.length)}}`;
}

function nameOf(value: object): string {
  const made: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
  return typeof made === "function" && made !== Object ? made.name : "";
}
