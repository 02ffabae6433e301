import { TenureError } from "../terms/error";
import { bgBbFamily } from "./bgBb/family";
import { bgNbdFamily } from "./bgNbd/family";
import { bgCnbdKFamily, mbgCnbdKFamily } from "./cnbdK/family";
import type { Family } from "./fit/family";
import { ggomNbdFamily } from "./ggomNbd/family";
import { mbgNbdFamily } from "./mbgNbd/family";
import { nbdFamily } from "./nbd/family";
import { paretoNbdFamily } from "./paretoNbd/family";
import type { ModelId } from "./types";

const families: readonly Family[] = [
  bgNbdFamily,
  mbgNbdFamily,
  paretoNbdFamily,
  nbdFamily,
  ggomNbdFamily,
  bgBbFamily,
  bgCnbdKFamily,
  mbgCnbdKFamily,
];

/** The transaction model of that id. @throws `model.unknown` */
export function familyOf(id: ModelId): Family {
  const family = families.find((candidate) => candidate.id === id);
  if (!family)
    throw new TenureError("model.unknown", { model: id, known: families.map((known) => known.id) });
  return family;
}
