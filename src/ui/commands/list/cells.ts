import arrowDown from "@phosphor-icons/core/regular/arrow-down.svg?raw";
import arrowUp from "@phosphor-icons/core/regular/arrow-up.svg?raw";
import clipboard from "@phosphor-icons/core/regular/clipboard.svg?raw";
import code from "@phosphor-icons/core/regular/code.svg?raw";
import copyIcon from "@phosphor-icons/core/regular/copy.svg?raw";
import database from "@phosphor-icons/core/regular/database.svg?raw";
import eye from "@phosphor-icons/core/regular/eye-closed.svg?raw";
import mergeIcon from "@phosphor-icons/core/regular/arrows-merge.svg?raw";
import pencil from "@phosphor-icons/core/regular/pencil-simple.svg?raw";
import plus from "@phosphor-icons/core/regular/plus.svg?raw";
import scissors from "@phosphor-icons/core/regular/scissors.svg?raw";
import splitIcon from "@phosphor-icons/core/regular/arrows-split.svg?raw";
import tag from "@phosphor-icons/core/regular/tag-simple.svg?raw";
import trash from "@phosphor-icons/core/regular/trash.svg?raw";
import { mergeable } from "../../../notebook/structure/split";
import * as acts from "../acts";
import { inNotebook, onCells, type Command, type OnCells } from "../command";

const chosen = ({ session, keys }: OnCells) => session.view.cells.filter(({ key }) => keys.includes(key));
const isCode = ({ cell }: OnCells) => cell.kind !== "prose";

export const cells: readonly Command[] = [
  onCells({
    id: "edit",
    group: "cells",
    words: "cell.edit",
    keys: ["Enter"],
    svg: pencil,
    menu: "tool",
    act: ({ session, cell, hub }) => {
      hub.mark([]);
      if (cell.kind !== "prose") hub.looks.foldCode([cell], true);
      session.editing = cell.key;
    },
  }),
  onCells({
    id: "leave",
    group: "cells",
    words: "command.leave",
    keys: ["Escape"],
    modes: ["edit"],
    // A list of names that is open is what Escape closes first.
    can: () => document.querySelector(".cm-tooltip-autocomplete") === null,
    act: ({ session, hub, cell }) => {
      session.editing = null;
      return hub.focus(cell.key);
    },
  }),
  onCells({
    id: "fold-code",
    group: "cells",
    words: "command.code",
    keys: ["Shift+O"],
    svg: code,
    menu: "tool",
    can: isCode,
    on: ({ hub, cell }) => hub.looks.codeShown(cell),
    act: (reach) => reach.hub.looks.foldCode(chosen(reach), !reach.hub.looks.codeShown(reach.cell)),
  }),
  onCells({
    id: "fold-output",
    group: "cells",
    words: "command.foldOutput",
    keys: ["o"],
    svg: eye,
    menu: "cell",
    can: isCode,
    on: ({ hub, cell }) => hub.looks.outputFolded(cell),
    act: (reach) => reach.hub.looks.foldOutput(chosen(reach), !reach.hub.looks.outputFolded(reach.cell)),
  }),
  onCells({
    id: "show-sql",
    group: "cells",
    words: "cell.showSql",
    svg: database,
    menu: "tool",
    can: ({ cell }) => (cell.result?.sql?.length ?? 0) > 0,
    on: ({ hub, cell }) => hub.looks.sqlShown(cell),
    act: ({ hub, cell }) => hub.looks.showSql(cell, !hub.looks.sqlShown(cell)),
  }),
  onCells({
    id: "rename",
    group: "cells",
    words: "command.rename",
    keys: ["F2"],
    modes: ["command", "edit"],
    svg: tag,
    menu: "cell",
    can: ({ cell }) => cell.id !== null,
    act: ({ hub, cell }) => (hub.renaming = cell.key),
  }),
  onCells({
    id: "move-up",
    group: "cells",
    words: "cell.moveUp",
    keys: ["Alt+ArrowUp"],
    svg: arrowUp,
    repeats: true,
    menu: "tool",
    can: ({ session, keys }) => session.view.cells[0]?.key !== keys[0],
    act: (reach) => acts.move(reach, -1),
  }),
  onCells({
    id: "move-down",
    group: "cells",
    words: "cell.moveDown",
    keys: ["Alt+ArrowDown"],
    svg: arrowDown,
    repeats: true,
    menu: "tool",
    can: ({ session, keys }) => session.view.cells.at(-1)?.key !== keys.at(-1),
    act: (reach) => acts.move(reach, 1),
  }),
  onCells({
    id: "duplicate",
    group: "cells",
    words: "cell.duplicate",
    svg: copyIcon,
    menu: "tool",
    act: acts.duplicate,
  }),
  onCells({
    id: "delete",
    group: "cells",
    words: "cell.delete",
    keys: ["d d"],
    svg: trash,
    menu: "tool",
    act: acts.remove,
  }),
  inNotebook({
    id: "insert-above",
    group: "cells",
    words: "command.insertAbove",
    keys: ["a"],
    svg: plus,
    menu: "cell",
    act: (reach) => acts.add(reach, "above"),
  }),
  inNotebook({
    id: "insert-below",
    group: "cells",
    words: "command.insertBelow",
    keys: ["b"],
    svg: plus,
    menu: "cell",
    act: (reach) => acts.add(reach, "below"),
  }),
  inNotebook({
    id: "insert-choose",
    group: "cells",
    words: "command.insertChoose",
    svg: plus,
    act: ({ hub, keys, session }) => {
      hub.inserting = keys.at(-1) ?? session.view.cells.at(-1)?.key ?? "";
    },
  }),
  onCells({
    id: "cut",
    group: "cells",
    words: "command.cut",
    keys: ["x"],
    svg: scissors,
    menu: "cell",
    act: async (reach) => {
      acts.copy(reach);
      await acts.remove(reach);
      reach.hub.say("said.cut", { n: reach.keys.length });
    },
  }),
  onCells({
    id: "copy",
    group: "cells",
    words: "command.copy",
    keys: ["c"],
    svg: copyIcon,
    menu: "cell",
    act: acts.copy,
  }),
  inNotebook({
    id: "paste",
    group: "cells",
    words: "command.paste",
    keys: ["v"],
    svg: clipboard,
    menu: "cell",
    can: ({ hub }) => hub.clipboard.length > 0,
    act: (reach) => acts.paste(reach, false),
  }),
  inNotebook({
    id: "paste-above",
    group: "cells",
    words: "command.pasteAbove",
    keys: ["Shift+V"],
    can: ({ hub }) => hub.clipboard.length > 0,
    act: (reach) => acts.paste(reach, true),
  }),
  onCells({
    id: "merge",
    group: "cells",
    words: "command.merge",
    keys: ["Shift+M"],
    svg: mergeIcon,
    menu: "cell",
    can: ({ session, keys, cell }) =>
      mergeable(session.view.cells, withNext(session.view.cells, keys, cell.key)),
    act: (reach) =>
      acts.join({ ...reach, keys: withNext(reach.session.view.cells, reach.keys, reach.cell.key) }),
  }),
  onCells({
    id: "split",
    group: "cells",
    words: "command.split",
    keys: ["Ctrl+Shift+-"],
    modes: ["edit"],
    svg: splitIcon,
    can: ({ hub }) => hub.mode === "edit",
    act: acts.splitHere,
  }),
  ...(
    [
      ["prose", "m"],
      ["sql", "q"],
      ["ts", "t"],
    ] as const
  ).map(([kind, key]) =>
    onCells({
      id: `to-${kind}`,
      group: "cells",
      words: `command.to-${kind}`,
      keys: [key],
      menu: "cell",
      can: ({ cell, keys }) => acts.has(kind) && (keys.length > 1 || cell.kind !== kind),
      act: (reach) => acts.become(reach, kind),
    }),
  ),
];

/** One cell alone is merged with the one below it. */
function withNext(
  all: readonly { readonly key: string }[],
  keys: readonly string[],
  key: string,
): readonly string[] {
  if (keys.length > 1) return keys;
  const next = all[all.findIndex((cell) => cell.key === key) + 1];
  return next ? [key, next.key] : keys;
}
