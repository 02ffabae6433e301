export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is held against, in the same unit, and value / reference. */
  readonly reference: number;
  readonly ratio: number;
}

const short = (value: number): number => Number(value.toPrecision(3));

export const line = (name: string, value: number, unit: string, reference: number): Line => ({
  name,
  value: short(value),
  unit,
  reference: short(reference),
  ratio: short(value / reference),
});

/** Seconds of one call. */
export function once(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

/** Seconds: the first call, cold, then the median of seven after two; `few` takes the median of three after one. */
export function timed(run: () => unknown, few = false): { cold: number; warm: number } {
  const cold = once(run);
  for (let i = few ? 1 : 2; i > 0; i--) once(run);
  const warm = Array.from({ length: few ? 3 : 7 }, () => once(run)).sort((a, b) => a - b);
  return { cold, warm: warm[warm.length >> 1]! };
}

/** Megabytes in use: typed arrays and heap, after collecting what is not, where the engine lets itself be asked. */
export function memory(): number {
  const host = globalThis as {
    gc?: () => void;
    process?: { memoryUsage(): { heapUsed: number; arrayBuffers: number } };
    performance: { memory?: { usedJSHeapSize: number } };
  };
  host.gc?.();
  const used = host.process?.memoryUsage();
  if (used) return (used.heapUsed + used.arrayBuffers) / 1e6;
  return (host.performance.memory?.usedJSHeapSize ?? NaN) / 1e6;
}
