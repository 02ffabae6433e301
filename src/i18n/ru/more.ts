import code from "./code.json";
import codeHelp from "./codeHelp.json";
import figures from "./figures.json";
import fit from "./fit.json";
import imports from "./import.json";
import judging from "./judging.json";
import keeping from "./keeping.json";
import layouts from "./layouts.json";
import ledger from "./ledger.json";
import prepare from "./prepare.json";

/** The words of analyses, their figures, and imports. */
export default {
  ...code,
  ...codeHelp,
  ...figures,
  ...fit,
  ...imports,
  ...judging,
  ...keeping,
  ...ledger,
  ...layouts,
  ...prepare,
};
