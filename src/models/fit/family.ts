import type { Smooth } from "../../math/maximise";
import type { Grouped } from "./grouped";
import type { Law } from "../laws/law";
import type { ModelId } from "../types";

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
  /** Parameters measured in time, whose zero is judged against the length of observation; α and β unless told. */
  readonly times?: readonly P[];
  /** The same model where nobody leaves, in its first two parameters; the NBD unless told. */
  readonly still?: {
    likelihood(data: Grouped): Smooth;
    /** Where its search starts, given mean purchases and mean length of observation. */
    start(meanX: number, meanT: number): readonly number[];
  };
  /** The model that this one becomes at an edge of its parameters, and what is then not determined. */
  readonly special?: {
    readonly family: Family;
    readonly params: readonly P[];
    /** Its parameters as some of this model's. */
    place(params: readonly number[], meanT: number): readonly number[];
    /** Which of this model's parameters each of its own becomes. */
    readonly index: readonly number[];
    /** Reasons given at the edge, and near it. */
    readonly codes: readonly [edge: string, near: string];
    /** Starts given its optimum, besides {@link Family.starts}. */
    starts(params: readonly number[], meanT: number): readonly (readonly number[])[];
  };
  /** A parameter that is held at a most, where more of it could not be seen, and the reason then given. */
  readonly most?: { readonly param: P; at(data: Grouped): number; readonly code: string };
  /** A parameter that is held at a share of the mean T, where less of it could not be told from zero. */
  readonly least?: { readonly param: P; readonly share: number };
  /** How far, in logarithms, a search may go from its start; 40 unless told. */
  readonly reach?: number;
  /** The first parameter is a whole number from 1: the model of the others at one value of it. */
  readonly whole?: { readonly most: number; at(value: number): Family };
  /** Parameters that describe dropout; absent for models without it. */
  readonly dropout?: {
    readonly params: readonly P[];
    /** The model's parameters where nobody leaves, given those of the NBD. */
    limit(r: number, alpha: number, meanT: number): readonly number[];
    /** The two whose common growth makes every customer leave at the same rate. */
    readonly common: readonly [P, P];
    /** Where searches towards no dropout are slow: whether so little of it is left, and whether its absence is a peak. */
    readonly early?: {
      little(params: ArrayLike<number>, meanT: number): boolean;
      peak(data: Grouped, r: number, alpha: number, meanT: number): boolean;
    };
  };
}
