import { accessors } from "./accessors";
import type { Drawing } from "./data";
import { marks } from "./marks";
import { transforms } from "./transforms";
import { wholes } from "./wholes";

/** Every recorded figure of the gallery, by name. */
export const drawings: Readonly<Record<string, Drawing>> = {
  ...accessors,
  ...transforms,
  ...marks,
  ...wholes,
};
export { made, type Data, type Drawing, type Plot } from "./data";
