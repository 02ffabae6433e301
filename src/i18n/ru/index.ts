import cells from "./cells.json";
import errors from "./errors.json";
import figures from "./figures.json";
import fit from "./fit.json";
import imports from "./import.json";

/** Every word but the shell's. */
export default { ...cells, ...errors, ...figures, ...fit, ...imports };
