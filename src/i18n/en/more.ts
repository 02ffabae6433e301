import figures from "./figures.json";
import fit from "./fit.json";
import imports from "./import.json";

/** The words of analyses, their figures, and imports. */
export default { ...figures, ...fit, ...imports };
