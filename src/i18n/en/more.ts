import cards from "./cards.json";
import code from "./code.json";
import codeHelp from "./codeHelp.json";
import doubts from "./doubts.json";
import faults from "./faults.json";
import figures from "./figures.json";
import fit from "./fit.json";
import gallery from "./gallery.json";
import imports from "./import.json";
import judging from "./judging.json";
import keeping from "./keeping.json";
import layouts from "./layouts.json";
import ledger from "./ledger.json";
import prepare from "./prepare.json";

/** The words of analyses and inputs, their cards, figures and faults, and of imports. */
export default {
  ...cards,
  ...code,
  ...codeHelp,
  ...doubts,
  ...faults,
  ...figures,
  ...fit,
  ...gallery,
  ...imports,
  ...judging,
  ...keeping,
  ...ledger,
  ...layouts,
  ...prepare,
};
