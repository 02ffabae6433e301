import { parse as parseYaml } from "yaml";
import { analyses } from "../analyses";
import { readFrontWith } from "../notebook/text/front";
import type { Kind } from "../notebook/kind";
import { analysisKind } from "./analysis";
import { chart } from "./chart";
import { input } from "./input";
import { ledger } from "./ledger";
import { prose } from "./prose";
import { source } from "./source";
import { sql } from "./sql";

readFrontWith(parseYaml);

/** A spec goes from `parse` to `run` of its own kind and nowhere else, so its type may be forgotten here. */
const all = [
  prose,
  source,
  ledger,
  sql,
  input,
  chart,
  ...analyses.map(analysisKind),
] as readonly unknown[] as readonly Kind<unknown>[];

/** Every kind of cell there is, by the first word of its fence. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = new Map(all.map((kind) => [kind.name, kind]));
