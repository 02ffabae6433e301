import arrowLeft from "@phosphor-icons/core/regular/arrow-u-up-left.svg?raw";
import arrowRight from "@phosphor-icons/core/regular/arrow-u-up-right.svg?raw";
import floppy from "@phosphor-icons/core/regular/floppy-disk.svg?raw";
import glass from "@phosphor-icons/core/regular/magnifying-glass.svg?raw";
import listIcon from "@phosphor-icons/core/regular/list-bullets.svg?raw";
import { inNotebook, type Command } from "../command";

export const notebook: readonly Command[] = [
  inNotebook({
    id: "undo",
    group: "notebook",
    words: "bar.undo",
    // In an editor the same keys go through the editor to the same history; in a plain field they are the field's own.
    keys: ["z", "Mod+Z"],
    modes: ["command", "page"],
    svg: arrowLeft,
    repeats: true,
    can: ({ session }) => session.history.canUndo,
    act: ({ session }) => session.history.undo(),
  }),
  inNotebook({
    id: "redo",
    group: "notebook",
    words: "bar.redo",
    keys: ["Shift+Z", "Mod+Shift+Z", "Mod+Y"],
    modes: ["command", "page"],
    svg: arrowRight,
    repeats: true,
    can: ({ session }) => session.history.canRedo,
    act: ({ session }) => session.history.redo(),
  }),
  inNotebook({
    id: "save",
    group: "notebook",
    words: "bar.save",
    keys: ["Mod+S"],
    modes: ["command", "edit", "palette", "text", "page", "read"],
    svg: floppy,
    act: ({ session }) => session.save(),
  }),
  inNotebook({
    id: "find",
    group: "notebook",
    words: "command.find",
    // Elsewhere the browser's own search is not taken away.
    keys: ["f", "Mod+F"],
    modes: ["palette"],
    svg: glass,
    menu: "bar",
    act: ({ hub }) => (hub.layer = "find"),
  }),
  inNotebook({
    id: "title",
    group: "notebook",
    words: "command.title",
    act: () => document.querySelector<HTMLElement>("header input")?.focus(),
  }),
  ...(["data", "outline", "links"] as const).map((tab) =>
    inNotebook({
      id: tab,
      group: "notebook",
      words: `sheet.${tab}`,
      ...(tab === "outline" ? { svg: listIcon } : {}),
      act: ({ desk }) => {
        desk.tab = tab;
        desk.sidebar = true;
      },
    }),
  ),
];
