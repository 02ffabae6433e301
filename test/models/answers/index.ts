export { bgNbdAnswers } from "./bgNbd";
export { classics } from "./classics";
export { contractual } from "./contractual";
export { elementary } from "./elementary";
export { managerial } from "./managerial";
export { mbgNbdAnswers } from "./mbgNbd";
export { paretoNbdAnswers } from "./paretoNbd";
export { spend } from "./spend";
