import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Smooth } from "../../src/math/maximise";
import { bgBbLikelihood } from "../../src/models/bgBb/likelihood";
import { cnbdLikelihood } from "../../src/models/cnbdK/likelihood";
import { ggomNbdLikelihood } from "../../src/models/ggomNbd/likelihood";
import { groupHistories, type Grouped } from "../../src/models/fit/grouped";

interface Reference {
  readonly model: string;
  readonly k?: number;
  readonly params: readonly number[];
  readonly history: readonly [number, number, number];
  readonly value: number;
  readonly gradient: readonly number[];
  /** Upper triangle by rows. */
  readonly hessian: readonly number[] | null;
}

/** Textbook likelihoods (for GGom/NBD its integral) differentiated with fifty digits and more by mpmath. */
const references = JSON.parse(
  readFileSync(join(import.meta.dirname, "likelihoodsMore.json"), "utf8"),
) as readonly Reference[];

const likelihoods: Readonly<Record<string, (data: Grouped, k: number) => Smooth>> = {
  "bg-bb": bgBbLikelihood,
  "bg-cnbd-k": (data, k) => cnbdLikelihood(data, k, 0),
  "mbg-cnbd-k": (data, k) => cnbdLikelihood(data, k, 1),
  "ggom-nbd": ggomNbdLikelihood,
};

test.each(Object.keys(likelihoods))("%s: value, gradient and Hessian against fifty digits", (id) => {
  const wrong: unknown[] = [];
  const mine = references.filter(({ model }) => model === id);
  expect(mine.length).toBeGreaterThanOrEqual(20);
  for (const { k = 1, params, history, value, gradient, hessian } of mine) {
    const [x, tx, T] = history;
    const data = groupHistories({
      unit: "week",
      x: Float64Array.of(x),
      tx: Float64Array.of(tx),
      T: Float64Array.of(T),
    });
    const f = likelihoods[id]!(data, k);
    const n = params.length;
    const g = new Float64Array(n);
    const h = new Float64Array(n * n);
    const ours = f.evaluate(Float64Array.from(params), g, h);
    const check = (what: string, a: number, b: number, scale: number) => {
      if (!(Math.abs(a - b) <= scale)) wrong.push({ k, params, history, what, a, b });
    };
    // Derivatives in ln θ, where the search goes; scales are those of the terms that are summed.
    const large = 1 + Math.abs(value) + x;
    check("value", ours, value, 1e-11 * large);
    gradient.forEach((d, i) => check(`g${i}`, g[i]! * params[i]!, d * params[i]!, 1e-9 * large));
    let at = 0;
    for (let i = 0; i < n && hessian; i++)
      for (let j = i; j < n; j++, at++) {
        const unit = params[i]! * params[j]!;
        check(`h${i}${j}`, h[i * n + j]! * unit, hessian[at]! * unit, 1e-7 * large);
        expect(h[j * n + i]).toBe(h[i * n + j]);
      }
  }
  expect(wrong).toEqual([]);
});
