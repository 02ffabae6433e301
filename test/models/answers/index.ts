export { classics } from "./classics";
export { elementary } from "./elementary";
