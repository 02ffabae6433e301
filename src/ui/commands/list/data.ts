import database from "@phosphor-icons/core/regular/database.svg?raw";
import { inNotebook, type Command } from "../command";

/** What concerns the place the orders come from. */
export const data: readonly Command[] = [
  inNotebook({
    id: "prepare",
    group: "notebook",
    words: "command.prepare",
    svg: database,
    menu: "bar",
    act: ({ hub }) => (hub.layer = "prepare"),
  }),
];
