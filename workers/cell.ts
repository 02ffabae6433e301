import { startCell } from "../src/jail/cell/start";
import { nameRows, recordedOf, recorder } from "../src/jail/plot/recorder";
import * as clv from "../src/models";
import { familyOf } from "../src/models/catalogue";
import { modelOf } from "../src/models/fit/fitted";
import type { SavedFit } from "../src/models/types";

startCell({
  clv,
  load: (saved) => {
    const fit = saved as unknown as SavedFit;
    return fit.model === "gamma-gamma" ? clv.gammaGamma.load(fit) : modelOf(familyOf(fit.model)).load(fit);
  },
  Plot: recorder,
  plotOf: recordedOf,
  nameRows,
});
