import { bgBbFamily } from "./bgBb/family";
import { bgNbdFamily } from "./bgNbd/family";
import { bgCnbdKFamily, mbgCnbdKFamily } from "./cnbdK/family";
import { modelOf } from "./fit/fitted";
import { ggomNbdFamily } from "./ggomNbd/family";
import { mbgNbdFamily } from "./mbgNbd/family";
import { nbdFamily } from "./nbd/family";
import { paretoNbdFamily } from "./paretoNbd/family";

/** BG/NBD: Poisson buyers with gamma rates who may leave after each repeat purchase, with beta chances (Fader, Hardie & Lee 2005, Marketing Science 24(2), eq. 6–10). Params r, α, a, b. */
export const bgNbd = modelOf(bgNbdFamily);
/** Pareto/NBD: Poisson buyers with gamma rates and exponential lifetimes with gamma rates (Schmittlein, Morrison & Colombo 1987, Management Science 33(1)). Params r, α, s, β. */
export const paretoNbd = modelOf(paretoNbdFamily);
/** NBD: Poisson buyers with gamma rates who never leave (Ehrenberg 1959, Applied Statistics 8(1)). Params r, α: the benchmark every model with dropout has to beat. */
export const nbd = modelOf(nbdFamily);
/** MBG/NBD: as BG/NBD, and customers may leave right after the first purchase (Batislam, Denizel & Filiztekin 2007, IJRM 24(3)). Params r, α, a, b. */
export const mbgNbd = modelOf(mbgNbdFamily);
/** BG/BB: purchases on discrete occasions with beta chances, leaving between them with beta chances (Fader, Hardie & Shang 2010, Marketing Science 29(6)). Params α, β, γ, δ. */
export const bgBb = modelOf(bgBbFamily);
/** BG/CNBD-k: BG/NBD with regular, Erlang-k timing (Platzer & Reutterer 2016; Reutterer, Platzer & Schröder 2021, IJRM 38(1)). Params k, r, α, a, b. */
export const bgCnbdK = modelOf(bgCnbdKFamily);
/** MBG/CNBD-k: MBG/NBD with regular, Erlang-k timing (Reutterer, Platzer & Schröder 2021, IJRM 38(1)). Params k, r, α, a, b. */
export const mbgCnbdK = modelOf(mbgCnbdKFamily);
/** GGom/NBD: Poisson buyers with gamma rates and Gompertz lifetimes with gamma scale (Bemmaor & Glady 2012, Management Science 58(5)). Params r, α, b, s, β. */
export const ggomNbd = modelOf(ggomNbdFamily);
