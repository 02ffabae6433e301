import { audit, pitDistance, WORLDS } from "../models/uncertainty/audit";

/**
 * Coverage of 80 and 95 % intervals over many simulated shops, and the PIT: what `coverage.test.ts` samples, in full.
 * `SIMULATIONS`, `SEED` and `MODEL` in the environment run a part of it.
 */
export default function bench(): void {
  const simulations = Number(process.env["SIMULATIONS"] ?? 2000);
  const seed = Number(process.env["SEED"] ?? 20_240_101);
  const only = process.env["MODEL"];
  const line = (name: string, value: number, reference: number) =>
    console.log(
      JSON.stringify({
        name,
        value: Number(value.toFixed(4)),
        unit: "share",
        reference,
        ratio: value / reference,
      }),
    );
  for (const world of WORLDS) {
    if (only && world.model !== only) continue;
    const { coverage } = audit(world, simulations, seed);
    for (const [what, [eighty, ninetyFive]] of Object.entries(coverage)) {
      line(`${world.model} ${what} 80 %`, eighty, 0.8);
      line(`${world.model} ${what} 95 %`, ninetyFive, 0.95);
    }
    const distance = pitDistance({ ...world, customers: 20_000 }, 5, 400);
    line(`${world.model} PIT, Kolmogorov distance, 20,000 customers`, distance, 0.02);
  }
}
