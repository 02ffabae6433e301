import { bgNbdFamily } from "./bgNbd/family";
import { modelOf } from "./fitted";
import { mbgNbdFamily } from "./mbgNbd/family";
import { nbdFamily } from "./nbd/family";
import { paretoNbdFamily } from "./paretoNbd/family";

export const bgNbd = modelOf(bgNbdFamily);
export const paretoNbd = modelOf(paretoNbdFamily);
export const nbd = modelOf(nbdFamily);
export const mbgNbd = modelOf(mbgNbdFamily);
