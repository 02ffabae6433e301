import { expect, test } from "vitest";
import { random } from "../../src/math/random";
import { bgNbdLaw } from "../../src/models/bgNbd/law";
import type { Law } from "../../src/models/laws/law";
import { regularLaw } from "../../src/models/cnbdK/law";
import { mbgNbdLaw } from "../../src/models/mbgNbd/law";
import { paretoNbdLaw } from "../../src/models/paretoNbd/law";

/** Who lives is decided by bounds where they are enough: it must be what the probability says, close to it too. */
test.each<readonly [string, Law]>([
  ["bg-nbd", bgNbdLaw(0.55, 10, 0.8, 2.5)],
  ["bg-nbd, all leave alike", bgNbdLaw(2, 10, 1e9, 3e9)],
  ["bg-nbd, nobody leaves", bgNbdLaw(2, 10, 0, 1)],
  ["bg-nbd, one pace", bgNbdLaw(1e20, 1e21, 0.8, 2.5)],
  ["mbg-nbd", mbgNbdLaw(0.55, 10, 0.8, 2.5)],
  ["bg-cnbd-k", regularLaw(3, 1.3, 4, 0.8, 2.5, 0)],
  ["mbg-cnbd-k", regularLaw(3, 1.3, 4, 0.56, 0.5, 1)],
  ["mbg-cnbd-k, many stages", regularLaw(20, 8, 2, 0.56, 0.5, 1)],
  ["mbg-cnbd-k, nobody leaves", regularLaw(3, 1.3, 4, 0, 1, 1)],
  ["bg-cnbd-k, one stage", regularLaw(1, 0.55, 10, 0.8, 2.5, 0)],
  ["pareto-nbd", paretoNbdLaw(0.55, 10.6, 0.61, 11.7)],
  ["pareto-nbd, whole powers", paretoNbdLaw(1, 10, 1, 10)],
  ["pareto-nbd, all leave alike", paretoNbdLaw(0.8, 10, 1e6, 1e8)],
  ["pareto-nbd, one pace", paretoNbdLaw(1e12, 1e13, 0.6, 12)],
  ["pareto-nbd, nobody leaves", paretoNbdLaw(0.8, 10, 0, 12)],
])("%s", (_, law) => {
  const g = random(3);
  for (let i = 0; i < 6000; i++) {
    const x = g.below(3) === 0 ? 0 : Math.floor(Math.exp(g.uniform() * Math.log(i % 7 ? 60 : 5000)));
    const T = g.below(20) === 0 ? 0 : 150 * g.uniform();
    const tx = x === 0 ? 0 : g.below(10) === 0 ? T : T * Math.sqrt(g.uniform());
    const p = law.alive({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) })[0]!;
    for (const u of [g.uniform(), p * (1 - 1e-9), p * (1 + 1e-9)]) {
      // A draw has 32 bits: what is rarer than they tell is not asked.
      if (u > 1e-12 && u < 1) expect(law.lives!(u, x, tx, T), `${x} ${tx} ${T} ${u} ${p}`).toBe(u < p);
    }
  }
});
