export { sniff } from "./sniff";
export { DATE_LAYOUTS } from "./dates";
export { ENCODINGS } from "./encoding";
export * from "./spec";
