import { TenureError } from "../../terms/error";
import type { Check } from "./guard";
import { type Failure, fail } from "./outcome";

/**
 * How an input is laid out, looked at before anything is read from it; whether its numbers make sense is left to the
 * other guards. `[]` is a list of anything, `[shape]` a list of such, two words or more are the only ones allowed, and
 * a record names what it must hold: `"name?"` may be left out, `"*"` stands for every name.
 */
export type Shape =
  | "number"
  | "text"
  | "flag"
  | "function"
  | readonly []
  | readonly [Shape]
  | readonly [string, string, ...string[]]
  | { readonly [name: string]: Shape };

const TYPE = { number: "number", text: "string", flag: "boolean", function: "function" } as const;

const wrong = (param: string, value: unknown, wanted: string): Failure => ({
  ...fail("WRONG_KIND", param, typeof value === "number" ? value : NaN),
  wanted,
});

/**
 * Null when `value` is laid out like `shape`. Members of the inputs themselves, which have no name of their own, go by
 * their plain names.
 */
export function shaped(value: unknown, shape: Shape, param = ""): Check {
  if (typeof shape === "string") {
    if (typeof value === TYPE[shape]) return null;
    return shape === "number" ? fail("NOT_FINITE", param, NaN) : wrong(param, value, shape);
  }
  if (!isList(shape)) return record(value, shape, param);
  if (shape.length < 2) return list(value, shape[0] as Shape | undefined, param);
  const words = shape as readonly unknown[] as readonly string[];
  return words.includes(value as string) ? null : wrong(param, value, words.join(", "));
}

/** The same for a function that answers a plain value. @throws `outcome.WRONG_KIND`, `outcome.NOT_FINITE` */
export function insist(value: unknown, shape: Shape, param = ""): void {
  const bad = shaped(value, shape, param);
  if (bad)
    throw new TenureError(`outcome.${bad.code}`, {
      param: bad.param,
      ...(bad.wanted ? { wanted: bad.wanted } : {}),
    });
}

const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function list(value: unknown, member: Shape | undefined, param: string): Check {
  if (!isList(value)) return wrong(param || "inputs", value, "list");
  if (member === undefined) return null;
  // A typed array holds one kind of thing.
  const length = ArrayBuffer.isView(value) ? Math.min(1, value.length) : value.length;
  for (let i = 0; i < length; i++) {
    // Names are put together only where there is something to say.
    if (typeof member === "string" && typeof value[i] === TYPE[member]) continue;
    const bad = shaped(value[i], member, `${param}[${i}]`);
    if (bad) return bad;
  }
  return null;
}

function record(value: unknown, shape: { readonly [name: string]: Shape }, param: string): Check {
  if (typeof value !== "object" || value === null || isList(value))
    return wrong(param || "inputs", value, "record");
  for (const key in shape) {
    const name = key.endsWith("?") ? key.slice(0, -1) : key;
    for (const each of key === "*" ? Object.keys(value) : [name]) {
      const part = (value as Readonly<Record<string, unknown>>)[each];
      if (name !== key && (part === undefined || part === null)) continue;
      const bad = shaped(part, shape[key]!, param ? `${param}.${each}` : each);
      if (bad) return bad;
    }
  }
  return null;
}
