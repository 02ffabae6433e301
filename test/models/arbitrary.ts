import fc from "fast-check";

/** Generators of models.md §10. */
export const retention = fc.double({ min: 0, max: 0.99, noNaN: true });
export const rate = fc.double({ min: 0.001, max: 0.5, noNaN: true });
export const margin = fc.double({ min: -100, max: 1000, noNaN: true });
export const gain = fc.double({ min: 0.01, max: 1000, noNaN: true });
export const share = fc.double({ min: 0, max: 1, noNaN: true });
/** exp(U(−3, 3)). */
export const positive = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
export const first = fc.constantFrom("now" as const, "afterOnePeriod" as const);
export const cash = fc.constantFrom("start" as const, "mid" as const, "end" as const);

/** |a − b| ≤ tolerance·max(1, |a|, |b|). */
export const near = (a: number, b: number, tolerance: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
