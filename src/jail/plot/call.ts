import { TenureError } from "../../terms/error";
import type { Kind } from "./exports";

/** A call of Plot as the cell holds it: what `Plot.dot(…)` returned. */
export interface Call {
  readonly name: string;
  readonly kind: Kind;
  readonly args: readonly unknown[];
}

const calls = new WeakMap<object, Call>();
let made = 0;

/**
 * What a cell gets in place of a mark or of options. It can be handed on and spread (`{...Plot.dodgeX(…), fill: "red"}`
 * keeps it under a key of its own, in its place among the others); nothing can be read from it.
 *
 * @param plot the method `plot` of marks
 */
export function held(call: Call, plot?: (options?: unknown) => unknown): object {
  const key = `Plot.${call.name} ${++made}`;
  const target: Record<string, unknown> = {};
  const proxy = new Proxy(target, {
    get(_, name) {
      if (name === key) return proxy;
      if (name === "plot" && plot) return plot;
      if (typeof name === "symbol" || name === "then" || name === "toJSON" || name === "constructor")
        return undefined;
      throw new TenureError("plot.read", { name: call.name, property: name });
    },
    set(_, name) {
      throw new TenureError("plot.read", { name: call.name, property: String(name) });
    },
  });
  // A property of the target, so that spreading and Object.keys find it.
  target[key] = proxy;
  calls.set(proxy, call);
  return proxy;
}

export function callOf(value: unknown): Call | null {
  return typeof value === "object" && value !== null ? (calls.get(value) ?? null) : null;
}

/** The options as written: plain entries and spread calls, in order. */
export type Part = { readonly key: string; readonly value: unknown } | { readonly call: Call };

export function partsOf(options: object): readonly Part[] {
  const whole = callOf(options);
  if (whole) return [{ call: whole }];
  return Object.entries(options as Readonly<Record<string, unknown>>).map(([key, value]) => {
    const call = callOf(value);
    return call && key.startsWith(`Plot.${call.name} `) ? { call } : { key, value };
  });
}
