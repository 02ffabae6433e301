import { afterEach, describe, expect, test, vi } from "vitest";
import { bgNbd, bootstrap, clv, predictOrders, totalValue } from "../../src/models";
import { MOST_BYTES, MOST_DRAWS } from "../../src/models/asked";
import { TenureError } from "../../src/terms/error";
import { people } from "./rows";

/** How many draws may be asked for follows from what is allocated for each: here it is counted. */

const data = people(3000, (i) => {
  const x = i % 5;
  const T = 39 - (i % 12);
  return [x, x ? T * (0.3 + 0.1 * (i % 6)) : 0, T];
});
const fit = bgNbd.fit(data, { starts: 1 });
const saved = fit.toJSON();
const common = {
  spend: 10,
  who: { ...data, spend: data.x },
  annualRate: 0.1,
  horizon: 10,
  margin: 1,
  seed: 1,
};

const CALLS: Readonly<Record<string, (draws: number) => unknown>> = {
  clv: (draws) => clv({ transactions: fit, ...common, draws }),
  predictOrders: (draws) => predictOrders(saved, 10, data, { level: 0.8, seed: 1, draws }),
  totalValue: (draws) => totalValue({ transactions: saved, ...common, draws }),
  bootstrap: (draws) => bootstrap(saved, data, { seed: 1, draws }),
};

/** The most draws a call says it takes. */
function mostOf(ask: (draws: number) => unknown): number {
  try {
    ask(1e12);
  } catch (error) {
    if (error instanceof TenureError && error.code === "draws.invalid") return Number(error.params["most"]);
    throw error;
  }
  throw new Error("any number of draws is taken");
}

afterEach(() => vi.unstubAllGlobals());

/** Bytes of the arrays of floats that a call makes, the longest of which grow with draws. */
function allocated(ask: (draws: number) => unknown, draws: number): number {
  let bytes = 0;
  for (const name of ["Float32Array", "Float64Array"] as const) {
    const Plain = globalThis[name];
    vi.stubGlobal(
      name,
      new Proxy(Plain, {
        construct(target, args: [unknown], self) {
          const made = Reflect.construct(target, args, self) as Float64Array;
          // What is shorter than the draws does not grow with them; a view of an array holds nothing itself.
          if (!(args[0] instanceof ArrayBuffer) && made.length >= draws) bytes += made.byteLength;
          return made;
        },
      }),
    );
  }
  ask(draws);
  vi.unstubAllGlobals();
  return bytes;
}

describe("the most draws", () => {
  test.each(["clv", "predictOrders"])("%s: what they say a draw takes is what it does", (name) => {
    const ask = CALLS[name]!;
    const each = (allocated(ask, 300) - allocated(ask, 200)) / 100;
    const said = MOST_BYTES / mostOf(ask);
    expect(each).toBeGreaterThan(1000);
    expect(said).toBeGreaterThan(each * 0.99);
    // And not so much more that it would forbid what can be done: laws besides are counted roughly.
    expect(said).toBeLessThan(each + 4200);
  });

  test.each(["totalValue", "bootstrap"])("%s: keeps little, so a million", (name) => {
    expect(mostOf(CALLS[name]!)).toBe(MOST_DRAWS);
  });

  test.each(Object.keys(CALLS))("%s: one more than the most is refused, before any work", (name) => {
    const ask = CALLS[name]!;
    const most = mostOf(ask);
    const start = vi.fn();
    vi.stubGlobal("Float32Array", new Proxy(Float32Array, { construct: start }));
    expect(() => ask(most + 1)).toThrow("draws.invalid");
    expect(start).not.toHaveBeenCalled();
  });

  test("a million customers may be drawn as often as is usual", () => {
    const n = 1_000_000;
    const zero = new Float64Array(n);
    const who = { x: zero, tx: zero, T: new Float64Array(n).fill(30) };
    const most = mostOf((draws) => predictOrders(saved, 10, who, { level: 0.8, seed: 1, draws }));
    expect(most).toBeGreaterThanOrEqual(400);
  });
});
