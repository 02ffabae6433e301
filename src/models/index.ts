/** `tenure/models`: customer lifetime value models. No DOM, no database, no global state. */
export { clv } from "./clv";
export { gammaGamma } from "./gammaGamma/model";
export { bgNbd, nbd, paretoNbd } from "./models";
export { ModelRefused } from "./refused";
export { discountPerUnit, inUnit } from "./time";
export type * from "./types";
