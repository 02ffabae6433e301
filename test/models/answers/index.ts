export { classics } from "./classics";
export { contractual } from "./contractual";
export { elementary } from "./elementary";
export { managerial } from "./managerial";
