import type { Kind } from "../../notebook/kind";
import { readProgramsWith } from "../hole";
import { ts as code } from "../ts";
import { programs } from "./programs";

readProgramsWith(programs);

/** A spec goes from `parse` to `run` of its own kind and nowhere else, so its type may be forgotten here. */
const ts = code as unknown as Kind<unknown>;

/** Kinds whose cells are programs, with the parsers that read them. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = new Map([[ts.name, ts]]);
