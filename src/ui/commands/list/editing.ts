import alignLeft from "@phosphor-icons/core/regular/text-align-left.svg?raw";
import { format } from "../formatting";
import { onCells, type Command } from "../command";

const native = (id: string, keys: readonly string[]): Command =>
  onCells({
    id,
    group: "cells",
    words: `command.${id}`,
    keys,
    modes: ["edit"],
    native: true,
    act: () => undefined,
  });

/** What an editor does to the text under the caret; listed so that help names it. */
export const editing: readonly Command[] = [
  native("complete", ["Ctrl+Space"]),
  native("comment", ["Mod+/"]),
  native("type-here", ["Mod+I"]),
  onCells({
    id: "format",
    group: "cells",
    words: "command.format",
    keys: ["Alt+Shift+F"],
    modes: ["command", "edit"],
    svg: alignLeft,
    menu: "cell",
    can: ({ cell }) => cell.kind !== "prose",
    act: format,
  }),
];
