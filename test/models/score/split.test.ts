import { describe, expect, test, vi } from "vitest";
import { BLOCK } from "../../../src/models/score/blocks";
import { joined } from "../../../src/models/serve/join";
import { heed } from "../../../src/models/serve/progress";
import { partOf, scoresOf } from "../../../src/models/serve/score";
import { modelService } from "../../../src/models/serve/service";
import type { ScoreRequest } from "../../../src/models/service";
import { simulateHistories, simulateSpend } from "../simulated";

/** Scores shared out over workers, and how far long calls say they are. */

const truth = { r: 0.8, alpha: 8, s: 0.7, beta: 15 };
// Two whole blocks, and one that is not full.
const data = simulateHistories(truth, 2 * BLOCK + 700, 31, [200, 420]);
const who = { x: data.x, tx: data.tx, T: data.T, spend: simulateSpend(data.x, [6, 4, 20], 32) };
const request: ScoreRequest = {
  fit: modelService.fit("bg-nbd", data),
  spend: modelService.fitSpend(who).fit,
  who,
  margin: 0.3,
  annualRate: 0.1,
  horizon: { years: 1 },
  level: 0.95,
  seed: 5,
  draws: 40,
  group: Int32Array.from(data.x, (x) => Math.min(2, x)),
};

describe("scores in shares", () => {
  test.each([2, 3, 5])("%i shares give the same numbers to the last bit", (of) => {
    const whole = scoresOf(request);
    const parts = Array.from({ length: of }, (_, index) => partOf(request, { index, of }));
    expect(joined(request, parts)).toEqual(whole);
    expect(joined(request, parts.toReversed())).toEqual(whole);
    expect(whole.groups).toHaveLength(3);
    expect(whole.groups.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(whole.total.value, 6);
  });

  test("a share that is not there is not passed over", () => {
    expect(() => joined(request, [partOf(request, { index: 0, of: 2 })])).toThrow();
  });
});

test("a long call says how far it is: never back, below one until its end", () => {
  const heard: number[] = [];
  let clock = 1e9;
  const during = (act: () => unknown): number[] => {
    heard.length = 0;
    // Reports closer together than a reader sees are left out; here every one counts.
    const watch = vi.spyOn(performance, "now").mockImplementation(() => (clock += 1000));
    heed((done, of) => heard.push(done / of));
    act();
    watch.mockRestore();
    return [...heard];
  };
  const [few, tx, T] = [data.x, data.tx, data.T].map((column) => column.slice(0, 400)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const births = Float64Array.from({ length: 5000 }, (_, i) => i % 90);
  const at = Float64Array.of(100, 200, 300);
  for (const shares of [
    during(() => modelService.fit("bg-nbd", data)),
    during(() => modelService.fit("ggom-nbd", { unit: "week", x: few, tx, T })),
    during(() => modelService.fitSpend(who)),
    during(() => modelService.tracking({ fit: request.fit, births, at, seed: 1 })),
    during(() => modelService.counts(request.fit, data.T, 5, 1)),
  ]) {
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  }
});

test("a fit tells each step with the log-likelihood of all customers, which ends as that of the fit", () => {
  const heard: (Readonly<Record<string, number>> | undefined)[] = [];
  let clock = 1e12;
  const watch = vi.spyOn(performance, "now").mockImplementation(() => (clock += 1000));
  heed((_done, _of, about) => heard.push(about));
  const fit = modelService.fit("bg-nbd", data);
  watch.mockRestore();
  const told = heard.filter((about) => about !== undefined);
  expect(told.length).toBeGreaterThan(5);
  const steps = told.map(({ looks }) => looks!);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  const best = Math.max(...told.map(({ logLikelihood }) => logLikelihood!));
  expect(Math.abs(best - fit.logLikelihood)).toBeLessThan(1e-6 * Math.abs(fit.logLikelihood));
});
