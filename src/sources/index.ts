export { sniff } from "./sniff";
export { survey } from "./survey";
export { DATE_LAYOUTS } from "./dates";
export { ENCODINGS } from "./encoding";
export * from "./spec";
