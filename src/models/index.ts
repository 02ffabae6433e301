/** `tenure/models`: customer lifetime value models. No DOM, no database, no global state. */
export { bgNbdHeterogeneity, type Heterogeneity } from "./bgNbd/heterogeneity";
export { clv } from "./clv";
export * from "./contractual/index";
export * from "./formula/index";
export { gammaGamma } from "./gammaGamma/model";
export type { Horizon } from "./guard";
export * from "./managerial/index";
export { bgNbd, mbgNbd, nbd, paretoNbd } from "./models";
export type { Convention, Diagnostics, Failure, Outcome, OutcomeCode, Success } from "./outcome";
export { ModelRefused } from "./refused";
export { discountPerUnit, inUnit } from "./time";
export type * from "./types";
