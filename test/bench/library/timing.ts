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

/** How often: `runs` are measured after `before` that are not. */
export interface Times {
  readonly before: number;
  readonly runs: number;
}
/** The rule, for what is promised. */
export const FULL: Times = { before: 2, runs: 7 };
/** For what is only held against it, or takes seconds. */
export const FEW: Times = { before: 1, runs: 3 };
export const ONE: Times = { before: 0, runs: 1 };

/** Seconds: the first call, cold, then the median of `runs` after `before`. */
export function timed(run: () => unknown, { before, runs }: Times = FULL): { cold: number; warm: number } {
  const cold = once(run);
  for (let i = before; i > 0; i--) once(run);
  const warm = Array.from({ length: runs }, () => once(run)).sort((a, b) => a - b);
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
