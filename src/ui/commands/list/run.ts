import fastForward from "@phosphor-icons/core/regular/fast-forward.svg?raw";
import lightning from "@phosphor-icons/core/regular/lightning.svg?raw";
import play from "@phosphor-icons/core/regular/play.svg?raw";
import power from "@phosphor-icons/core/regular/power.svg?raw";
import shield from "@phosphor-icons/core/regular/shield-check.svg?raw";
import skip from "@phosphor-icons/core/regular/skip-forward.svg?raw";
import stop from "@phosphor-icons/core/regular/stop.svg?raw";
import { cellMode, withCellMode } from "../../../notebook/run/mode";
import { run } from "../acts";
import { inNotebook, onCells, type Command, type OnCells } from "../command";

const working = ({ cell }: OnCells) => cell.state === "running" || cell.state === "stopping";

export const running: readonly Command[] = [
  onCells({
    id: "run",
    group: "run",
    words: "cell.run",
    keys: ["Mod+Enter", "Ctrl+Enter"],
    modes: ["command", "edit"],
    svg: play,
    menu: "tool",
    // A text is put down by it.
    can: (reach) => !working(reach),
    act: (reach) => run(reach, "stay"),
  }),
  onCells({
    id: "run-next",
    group: "run",
    words: "command.runNext",
    keys: ["Shift+Enter"],
    modes: ["command", "edit"],
    svg: skip,
    menu: "cell",
    act: (reach) => run(reach, "next"),
  }),
  onCells({
    id: "run-insert",
    group: "run",
    words: "command.runInsert",
    keys: ["Alt+Enter"],
    modes: ["command", "edit"],
    act: (reach) => run(reach, "insert"),
  }),
  inNotebook({
    id: "run-all",
    group: "run",
    words: "bar.runAll",
    svg: fastForward,
    act: ({ session }) => session.runAll(),
  }),
  inNotebook({
    id: "run-stale",
    group: "run",
    words: "command.runStale",
    can: ({ session }) => session.view.stale > 0,
    act: ({ session }) => {
      session.trust();
      session.notebook.runStale();
    },
  }),
  inNotebook({
    id: "interrupt",
    group: "run",
    words: "command.stop",
    keys: ["i i"],
    svg: stop,
    can: ({ session }) => session.view.busy,
    act: ({ session }) => session.stop(),
  }),
  inNotebook({
    id: "restart-engine",
    group: "run",
    words: "command.restartEngine",
    svg: power,
    menu: "bar",
    can: ({ desk }) => desk.engineState?.is === "ready" || desk.engineState?.is === "failed",
    act: async ({ desk, hub }) => {
      hub.say("said.restarting");
      await (await desk.engine()).restart();
      hub.say("said.restarted");
    },
  }),
  inNotebook({
    id: "auto",
    group: "run",
    words: "command.auto",
    svg: lightning,
    on: ({ session }) => session.notebook.auto,
    act: ({ session, hub }) => {
      session.runByItself(!session.notebook.auto);
      hub.say(session.notebook.auto ? "said.auto" : "said.byHand");
    },
  }),
  onCells({
    id: "on-demand",
    group: "run",
    words: "command.onDemand",
    menu: "cell",
    can: ({ cell }) => cell.kind !== "prose",
    on: ({ cell }) => cellMode(cell.attributes) === "on-demand",
    act: ({ session, cell, hub }) => {
      const mode = cellMode(cell.attributes) === "on-demand" ? null : "on-demand";
      session.change({ code: "history.settings", params: { name: cell.name, kind: cell.kind } }, () =>
        session.notebook.setAttributes(cell.key, withCellMode(cell.attributes, mode)),
      );
      hub.say(mode ? "said.onDemand" : "said.asNotebook", { name: cell.name });
    },
  }),
  inNotebook({
    id: "trust",
    group: "run",
    words: "sheet.trust",
    svg: shield,
    can: ({ session }) => !session.notebook.trusted,
    act: ({ session }) => session.trust(),
  }),
];
