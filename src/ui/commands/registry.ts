import type { Command } from "./command";
import { cells } from "./list/cells";
import { data } from "./list/data";
import { editing } from "./list/editing";
import { moving } from "./list/move";
import { notebook } from "./list/notebook";
import { originals } from "./list/originals";
import { page } from "./list/page";
import { running } from "./list/run";
import { sharing } from "./list/sharing";

/** Every command there is, in the order menus, palette and help show them. */
export const commands: readonly Command[] = [
  ...running,
  ...cells,
  ...moving,
  ...notebook,
  ...originals,
  ...data,
  ...sharing,
  ...page,
  ...editing,
];
