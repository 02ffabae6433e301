import copies from "@phosphor-icons/core/regular/copy.svg?raw";
import restart from "@phosphor-icons/core/regular/arrow-counter-clockwise.svg?raw";
import { inNotebook, type Command, type InNotebook } from "../command";

/**
 * Whether the notebook is another than it was opened as. The view is made anew with every change of the text, which by
 * itself tells nobody: it is asked as well.
 */
const differs = ({ desk, session: { view, notebook } }: InNotebook): boolean =>
  desk.came !== null && view.cells.length >= 0 && notebook.text !== desk.came.original;

/** The way back to what a notebook was opened as. */
export const originals: readonly Command[] = [
  inNotebook({
    id: "difference",
    group: "notebook",
    words: "command.difference",
    svg: copies,
    can: differs,
    act: ({ desk, hub }) => {
      desk.comparing = { text: desk.came!.original, at: null };
      hub.layer = "difference";
    },
  }),
  inNotebook({
    id: "start-over",
    group: "notebook",
    words: "command.startOver",
    svg: restart,
    can: differs,
    act: ({ desk, session, hub }) => {
      session.change("history.startedOver", () => session.notebook.setText(desk.came!.original));
      hub.say("said.startedOver");
    },
  }),
];
