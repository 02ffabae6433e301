import fc from "fast-check";

export { fc };

/** Fixed seed: a failure is the same one tomorrow. */
export function propertyOf<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, check), { seed: 20111209, numRuns: 200 });
}
