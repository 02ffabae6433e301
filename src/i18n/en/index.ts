import cells from "./cells.json";
import errors from "./errors.json";

/** The words of a notebook of prose and SQL; the shell's and {@link ./more} are apart. */
export default { ...cells, ...errors };
