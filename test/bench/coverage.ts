import { audit, pitDistance, WORLDS } from "../models/uncertainty/audit";

/** Coverage of 80 and 95 % intervals over many simulated shops, and the PIT: what `coverage.test.ts` samples, in full. */
export default function bench(): void {
  const simulations = Number(process.env["SIMULATIONS"] ?? 2000);
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
    const { coverage } = audit(world, simulations, 20_240_101);
    for (const [what, [eighty, ninetyFive]] of Object.entries(coverage)) {
      line(`${world.model} ${what} 80 %`, eighty, 0.8);
      line(`${world.model} ${what} 95 %`, ninetyFive, 0.95);
    }
    const distance = pitDistance({ ...world, customers: 20_000 }, 5, 400);
    line(`${world.model} PIT, Kolmogorov distance, 20,000 customers`, distance, 0.02);
  }
}
