import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd, gammaGamma, mbgNbd, nbd, paretoNbd } from "../../src/models";
import { groupHistories } from "../../src/models/fit/grouped";
import { paretoNbdLikelihood } from "../../src/models/paretoNbd/likelihood";
import { bgNbdLikelihood } from "../../src/models/bgNbd/likelihood";
import { mbgNbdLikelihood } from "../../src/models/mbgNbd/likelihood";
import type { Histories, TransactionModel } from "../../src/models";

const models: readonly TransactionModel[] = [bgNbd, mbgNbd, paretoNbd, nbd];

/** exp(U(−3, 3)), as models.md §10 asks. */
const positive = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
const history = fc
  .record({
    x: fc.integer({ min: 0, max: 200 }),
    T: fc.double({ min: 0.5, max: 200, noNaN: true }),
    share: fc.double({ min: 1e-3, max: 1, noNaN: true }),
  })
  .map(({ x, T, share }) => ({ x, tx: x === 0 ? 0 : T * share, T }));
const histories = fc.array(history, { minLength: 1, maxLength: 6 }).map((list): Histories => ({
  unit: "week",
  x: Float64Array.from(list, ({ x }) => x),
  tx: Float64Array.from(list, ({ tx }) => tx),
  T: Float64Array.from(list, ({ T }) => T),
}));
const paramsOf = (model: TransactionModel, values: readonly number[]) =>
  Object.fromEntries(model.params.map((name, i) => [name, values[i]!]));
const four = fc.tuple(positive, positive, positive, positive);

describe.each(models.map((model) => [model.id, model] as const))("%s likelihood", (_, model) => {
  test("gradient = central difference (P10)", () => {
    fc.assert(
      fc.property(four, histories, (values, data) => {
        const { gradient } = model.logLikelihood(paramsOf(model, values), data);
        model.params.forEach((_name, i) => {
          const h = 1e-5 * values[i]!;
          const at = (sign: number) =>
            model.logLikelihood(
              paramsOf(
                model,
                values.map((v, j) => (j === i ? v + sign * h : v)),
              ),
              data,
            ).value;
          const scale = Math.abs(at(0)) / values[i]! + Math.abs(gradient[i]!);
          expect(Math.abs((at(1) - at(-1)) / (2 * h) - gradient[i]!)).toBeLessThan(
            1e-5 * Math.abs(gradient[i]!) + 1e-8 * scale,
          );
        });
      }),
      { seed: 1, numRuns: 80 },
    );
  });

  test("time unit: α and other times scale, lnL shifts by −Σx ln k (P13)", () => {
    fc.assert(
      fc.property(four, histories, fc.double({ min: 0.1, max: 30, noNaN: true }), (values, data, k) => {
        const times = new Set(["alpha", "beta"]);
        const scaled = model.params.map((name, i) => (times.has(name) ? values[i]! * k : values[i]!));
        const by = (column: Float64Array) => column.map((v) => v * k);
        const here = model.logLikelihood(paramsOf(model, values), data).value;
        const there = model.logLikelihood(paramsOf(model, scaled), {
          ...data,
          tx: by(data.tx),
          T: by(data.T),
        }).value;
        const shift = data.x.reduce((sum, x) => sum + x, 0) * Math.log(k);
        expect(Math.abs(there + shift - here)).toBeLessThan(1e-9 * (1 + Math.abs(here) + Math.abs(shift)));
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  test("row order and duplicate rows with weights leave it unchanged (P26)", () => {
    fc.assert(
      fc.property(four, histories, fc.integer({ min: 2, max: 5 }), (values, data, times) => {
        const params = paramsOf(model, values);
        const n = data.x.length;
        const rows = Array.from({ length: n * times }, (_row, i) => (n * times - 1 - i) % n);
        const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
        const repeated = { unit: data.unit, x: pick(data.x), tx: pick(data.tx), T: pick(data.T) };
        const weighted = { ...data, weight: new Float64Array(n).fill(times) };
        const a = model.logLikelihood(params, repeated).value;
        const b = model.logLikelihood(params, weighted).value;
        expect(Math.abs(a - b)).toBeLessThan(1e-12 * (1 + Math.abs(a)));
        expect(groupHistories(repeated).hash).toBe(groupHistories(weighted).hash);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

test.each([
  ["bg-nbd", bgNbdLikelihood],
  ["mbg-nbd", mbgNbdLikelihood],
  ["pareto-nbd", paretoNbdLikelihood],
] as const)("%s: Hessian = difference of the gradient", (_, likelihood) => {
  fc.assert(
    fc.property(four, histories, (values, data) => {
      const f = likelihood(groupHistories(data));
      const hessian = new Float64Array(16);
      const at = (i: number, h: number) => {
        const g = new Float64Array(4);
        f.evaluate(
          Float64Array.from(values, (v, j) => (j === i ? v + h : v)),
          g,
          new Float64Array(16),
        );
        return g;
      };
      f.evaluate(Float64Array.from(values), new Float64Array(4), hessian);
      for (let i = 0; i < 4; i++) {
        const h = 1e-5 * values[i]!;
        const [up, down] = [at(i, h), at(i, -h)];
        for (let j = 0; j < 4; j++) {
          const exact = hessian[i * 4 + j]!;
          const scale = (Math.abs(up[j]!) + Math.abs(down[j]!)) / values[i]!;
          expect(Math.abs((up[j]! - down[j]!) / (2 * h) - exact)).toBeLessThan(
            1e-5 * Math.abs(exact) + 1e-7 * scale + 1e-9,
          );
        }
      }
    }),
    { seed: 4, numRuns: 100 },
  );
});

test("Pareto/NBD is continuous where α meets β (P19)", () => {
  const data: Histories = {
    unit: "week",
    x: Float64Array.of(0, 3, 60),
    tx: Float64Array.of(0, 4, 80),
    T: Float64Array.of(9, 6, 90),
  };
  const at = (alpha: number) => paretoNbd.logLikelihood({ r: 0.6, alpha, s: 0.4, beta: 10 }, data).value;
  expect(Math.abs(at(10 + 1e-9) - at(10))).toBeLessThan(1e-7);
  expect(Math.abs(at(10 - 1e-9) - at(10))).toBeLessThan(1e-7);
});

test("Gamma–Gamma: gradient = central difference, money scales γ (P10, P14)", () => {
  const spends = fc.array(
    fc.record({ x: fc.integer({ min: 1, max: 60 }), z: fc.double({ min: 1e-3, max: 1e6, noNaN: true }) }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.tuple(positive, positive, positive), spends, positive, ([p, q, gamma], list, k) => {
      const data = { x: Float64Array.from(list, ({ x }) => x), spend: Float64Array.from(list, ({ z }) => z) };
      const values = { p, q, gamma };
      const { value, gradient } = gammaGamma.logLikelihood(values, data);
      (["p", "q", "gamma"] as const).forEach((name, i) => {
        const h = 1e-5 * values[name];
        const at = (sign: number) =>
          gammaGamma.logLikelihood({ ...values, [name]: values[name] + sign * h }, data).value;
        const scale = Math.abs(value) / values[name];
        expect(Math.abs((at(1) - at(-1)) / (2 * h) - gradient[i]!)).toBeLessThan(
          1e-5 * Math.abs(gradient[i]!) + 1e-8 * scale,
        );
      });
      const scaled = { x: data.x, spend: data.spend.map((z) => z * k) };
      const there = gammaGamma.logLikelihood({ p, q, gamma: gamma * k }, scaled).value;
      expect(Math.abs(there + list.length * Math.log(k) - value)).toBeLessThan(
        1e-9 * (1 + Math.abs(value)) * list.length,
      );
    }),
    { seed: 5, numRuns: 200 },
  );
});

interface Reference {
  readonly model: string;
  readonly params: readonly number[];
  readonly history: readonly [number, number, number];
  readonly value: number;
  readonly gradient: readonly number[];
  /** Upper triangle by rows, or null. */
  readonly hessian: readonly number[] | null;
}

/** Textbook likelihoods differentiated with fifty digits by an independent program (mpmath). */
const references = JSON.parse(
  readFileSync(join(import.meta.dirname, "likelihoods.json"), "utf8"),
) as readonly Reference[];

test("values, gradients and Hessians against fifty digits, hard corners included", () => {
  const wrong: unknown[] = [];
  for (const { model, params, history, value, gradient, hessian } of references) {
    const [x, tx, T] = history;
    const data = groupHistories({
      unit: "week",
      x: Float64Array.of(x),
      tx: Float64Array.of(tx),
      T: Float64Array.of(T),
    });
    const f = (model === "bg-nbd" ? bgNbdLikelihood : paretoNbdLikelihood)(data);
    const g = new Float64Array(4);
    const h = new Float64Array(16);
    const ours = f.evaluate(Float64Array.from(params), g, h);
    const check = (what: string, a: number, b: number, scale: number) => {
      if (!(Math.abs(a - b) <= scale)) wrong.push({ model, params, history, what, a, b });
    };
    check("value", ours, value, 1e-11 * (1 + Math.abs(value)));
    // Natural derivatives grow without limit as a parameter nears 0: the scale is that of ln θ.
    gradient.forEach((d, i) =>
      check(`g${i}`, g[i]! * params[i]!, d * params[i]!, 1e-9 * (1 + Math.abs(value))),
    );
    let k = 0;
    for (let i = 0; i < 4 && hessian; i++)
      for (let j = i; j < 4; j++, k++) {
        const unit = params[i]! * params[j]!;
        check(`h${i}${j}`, h[i * 4 + j]! * unit, hessian[k]! * unit, 1e-7 * (1 + Math.abs(value)));
      }
  }
  expect(wrong).toEqual([]);
  expect(references.length).toBeGreaterThan(60);
});
