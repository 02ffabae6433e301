import exportIcon from "@phosphor-icons/core/regular/export.svg?raw";
import floppy from "@phosphor-icons/core/regular/floppy-disk.svg?raw";
import linkIcon from "@phosphor-icons/core/regular/link.svg?raw";
import { FORMATS } from "../../share/formats";
import { inNotebook, type Command } from "../command";

/** How a notebook goes to somebody else. */
export const sharing: readonly Command[] = [
  inNotebook({
    id: "save-as",
    group: "notebook",
    words: "share.saveAs",
    modes: ["command", "edit", "palette", "text", "page"],
    svg: floppy,
    act: ({ session }) => session.save(true),
  }),
  inNotebook({
    id: "share-link",
    group: "notebook",
    words: "share.link",
    svg: linkIcon,
    act: ({ desk }) => (desk.sharing = { show: "link" }),
  }),
  ...FORMATS.map((format) =>
    inNotebook({
      id: `export-${format}`,
      group: "notebook",
      words: `share.${format}`,
      svg: exportIcon,
      act: async ({ desk, session, hub }) => {
        const { exportAs } = await import("../../share/exports");
        hub.say("share.saved", {
          file: await exportAs(format, session, desk.reader.speech),
        });
      },
    }),
  ),
];
