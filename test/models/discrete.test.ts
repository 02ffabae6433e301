import { expect, test } from "vitest";
import { random } from "../../src/math/random";
import { bgBb, type Histories } from "../../src/models";

/** Donors asked once a year: P and θ drawn for each, opportunities walked one by one. */
function donors(customers: number, [alpha, beta, gamma, delta]: readonly number[], seed: number): Histories {
  const g = random(seed);
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(customers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < customers; i++) {
    T[i] = 10 + g.below(9);
    const [take, leave] = [g.beta(alpha!, beta!), g.beta(gamma!, delta!)];
    for (let t = 1; t <= T[i]! && g.uniform() >= leave; t++) {
      if (g.uniform() >= take) continue;
      x[i] = x[i]! + 1;
      tx[i] = t;
    }
  }
  return { unit: "year", x, tx, T };
}

test.each([
  [1.2, 0.75, 0.66, 2.78], // the donors of Fader, Hardie & Shang (2010), table 4
  [0.5, 2, 1.5, 9],
])("BG/BB is recovered from α = %f, β = %f, γ = %f, δ = %f (P25)", (...truth) => {
  const fit = bgBb.fit(donors(6000, truth, 31));
  expect(fit.status).toBe("verified");
  bgBb.params.forEach((name, i) => {
    const se = Math.sqrt(fit.covariance![i * 4 + i]!);
    expect(se).toBeLessThan(0.5);
    expect(Math.abs(Math.log(fit.params[name] / truth[i]!)) / se).toBeLessThan(4);
  });
});
