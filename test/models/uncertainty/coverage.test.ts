import { expect, test } from "vitest";
import { audit, pitDistance, WORLDS } from "./audit";

/**
 * A small audit on every run; `npm run bench coverage` is the large one (2,000 simulations per model, ±3 points).
 * Here a share may stray by 3.5 standard errors of its binomial on top of the 3 points.
 */
const SIMULATIONS = { "bg-nbd": 40, "pareto-nbd": 20 };
const LEVELS = [0.8, 0.95];

for (const world of WORLDS) {
  test(`${world.model}: intervals hold what they say`, { timeout: 300_000 }, () => {
    const simulations = SIMULATIONS[world.model];
    const { coverage } = audit({ ...world, customers: 800 }, simulations, 77);
    expect(Object.keys(coverage)).toHaveLength(7);
    for (const [what, shares] of Object.entries(coverage)) {
      LEVELS.forEach((level, l) => {
        const slack = 0.03 + 3.5 * Math.sqrt((level * (1 - level)) / simulations);
        if (what !== "one customer") expect(Math.abs(shares[l]! - level), what).toBeLessThan(slack);
        // Whole counts: at least the level. 250 customers in each simulation leave no room for chance.
        else expect(shares[l]!, what).toBeGreaterThan(level - 0.03);
      });
    }
  });

  test(`${world.model}: randomised PIT of 20,000 customers is uniform`, { timeout: 300_000 }, () => {
    expect(pitDistance({ ...world, customers: 20_000 }, 5, 40)).toBeLessThan(0.02);
  });
}
