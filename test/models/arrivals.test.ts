import { expect, test } from "vitest";
import { random } from "../../src/math/random";
import { simulateAlive } from "../../src/models/bgNbd/law";
import { FEW_ARRIVALS } from "../../src/models/laws/arrivals";

test.each([
  { k: 60, g: 40, a: 0.5, c: 12, horizon: 40 },
  { k: 900, g: 50, a: 2, c: 40, horizon: 10 },
  { k: 900, g: 50, a: 0, c: 40, horizon: 3 },
])("futures drawn at once are those walked through: $k, $g, $a, $c", ({ k, g, a, c, horizon }) => {
  expect((k / g) * horizon).toBeGreaterThan(FEW_ARRIVALS);
  const worlds = 40_000;
  const generator = random(12);
  /** Shares of worlds by purchases in steps of 5, share alive, mean and spread of the discounted sum. */
  const drawn = (walked: boolean) => {
    const out = { count: 0, discounted: 0, alive: 0, ...(walked ? { record: () => undefined } : {}) };
    const counts = new Float64Array(40);
    let [alive, sum, squares] = [0, 0, 0];
    for (let i = 0; i < worlds; i++) {
      simulateAlive(k, g, a, c, horizon, 0.02, generator, out);
      counts[Math.min(39, Math.floor(out.count / 5))]! += 1 / worlds;
      alive += out.alive / worlds;
      sum += out.discounted / worlds;
      squares += out.discounted ** 2 / worlds;
    }
    return { counts, alive, sum, spread: Math.sqrt(squares - sum ** 2) };
  };
  const [walk, once] = [drawn(true), drawn(false)];
  // Four standard errors of a difference of two shares.
  const near = (p: number) => 4 * Math.sqrt((2 * Math.max(0, p * (1 - p))) / worlds) + 4 / worlds;
  walk.counts.forEach((share, i) => expect(Math.abs(share - once.counts[i]!)).toBeLessThan(near(share)));
  expect(Math.abs(walk.alive - once.alive)).toBeLessThanOrEqual(near(walk.alive));
  expect(Math.abs(walk.sum - once.sum)).toBeLessThan(4 * walk.spread * Math.sqrt(2 / worlds));
  expect(Math.abs(walk.spread / once.spread - 1)).toBeLessThan(0.03);
});
