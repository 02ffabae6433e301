import * as acts from "../acts";
import { onCells, type Command } from "../command";
import { canMove, move, sectionAt } from "../sections";

/** Going from cell to cell, choosing several, and moving a whole section. */
export const moving: readonly Command[] = [
  onCells({
    id: "up",
    group: "move",
    words: "command.up",
    keys: ["ArrowUp", "k"],
    repeats: true,
    act: (reach) => acts.step(reach, -1),
  }),
  onCells({
    id: "down",
    group: "move",
    words: "command.down",
    keys: ["ArrowDown", "j"],
    repeats: true,
    act: (reach) => acts.step(reach, 1),
  }),
  onCells({
    id: "first",
    group: "move",
    words: "command.first",
    keys: ["Home"],
    act: (reach) => acts.step(reach, -Infinity),
  }),
  onCells({
    id: "last",
    group: "move",
    words: "command.last",
    keys: ["End"],
    act: (reach) => acts.step(reach, Infinity),
  }),
  onCells({
    id: "extend-up",
    group: "move",
    words: "command.extendUp",
    keys: ["Shift+ArrowUp", "Shift+K"],
    repeats: true,
    menu: "cell",
    act: (reach) => acts.extend(reach, -1),
  }),
  onCells({
    id: "extend-down",
    group: "move",
    words: "command.extendDown",
    keys: ["Shift+ArrowDown", "Shift+J"],
    repeats: true,
    menu: "cell",
    act: (reach) => acts.extend(reach, 1),
  }),
  onCells({
    id: "choose-all",
    group: "move",
    words: "command.chooseAll",
    keys: ["Mod+A"],
    act: ({ session, hub }) => {
      session.selected ??= session.view.cells[0]?.key ?? null;
      hub.mark(session.view.cells.map(({ key }) => key));
    },
  }),
  onCells({
    id: "choose-one",
    group: "move",
    words: "command.chooseOne",
    keys: ["Escape"],
    can: ({ keys }) => keys.length > 1,
    act: ({ hub }) => {
      hub.mark([]);
    },
  }),
  ...(
    [
      ["up", "command.sectionUp", -1],
      ["down", "command.sectionDown", 1],
    ] as const
  ).map(([id, words, by]) =>
    onCells({
      id: `section-${id}`,
      group: "move",
      words,
      can: ({ session: { view }, cell }) => canMove(view.cells, sectionAt(view.cells, cell.key), by),
      act: ({ session, hub, cell }) => move(session, hub, sectionAt(session.view.cells, cell.key), by),
    }),
  ),
];
