import type { Follow } from "../notebook/kind";
import { proseRenamed } from "./proseRenamed";
import { sqlRenamed } from "./sqlRenamed";

/** How bodies follow the renaming of a cell, by kind; those of other kinds say the bare name wherever they say it. */
export const following: ReadonlyMap<string, Follow> = new Map([
  ["sql", sqlRenamed],
  ["prose", proseRenamed],
]);
