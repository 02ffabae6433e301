import type { Smooth } from "../math/maximise";
import type { Grouped } from "./grouped";
import type { Law } from "./law";
import type { ModelId } from "./types";

/** What distinguishes one transaction model from another; fitting, checks and predictions are common. */
export interface Family<P extends string = string> {
  readonly id: ModelId;
  readonly params: readonly P[];
  readonly cite: string;
  /** Log-likelihood in natural parameters, in the order of `params`, with gradient and Hessian. */
  likelihood(data: Grouped): Smooth;
  law(params: readonly number[]): Law;
  /** Where to start, given the model without dropout and the mean length of observation. */
  starts(r: number, alpha: number, meanT: number): readonly (readonly number[])[];
  /** Parameters that describe dropout; absent for models without it. */
  readonly dropout?: {
    readonly params: readonly P[];
    /** The model's parameters where nobody leaves, given those of the NBD. */
    limit(r: number, alpha: number): readonly number[];
    /** The two whose common growth makes every customer leave at the same rate. */
    readonly common: readonly [P, P];
    /** Where searches towards no dropout are slow: whether so little of it is left, and whether its absence is a peak. */
    readonly early?: {
      little(params: ArrayLike<number>, meanT: number): boolean;
      peak(data: Grouped, r: number, alpha: number, meanT: number): boolean;
    };
  };
}
