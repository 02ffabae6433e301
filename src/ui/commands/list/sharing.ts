import book from "@phosphor-icons/core/regular/book-open.svg?raw";
import exportIcon from "@phosphor-icons/core/regular/export.svg?raw";
import floppy from "@phosphor-icons/core/regular/floppy-disk.svg?raw";
import linkIcon from "@phosphor-icons/core/regular/link.svg?raw";
import screen from "@phosphor-icons/core/regular/presentation.svg?raw";
import { FORMATS } from "../../share/formats";
import { inNotebook, type Command, type InNotebook } from "../command";

const presenting = ({ desk }: InNotebook) => desk.reading === "present";
/** Arrows move within a table, and whatever lies over the page has its own keys. */
const free = (reach: InNotebook) =>
  presenting(reach) && !document.activeElement?.closest("[role=grid], [role=menu], dialog");

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
  inNotebook({
    id: "share-page",
    group: "notebook",
    words: "share.page",
    svg: exportIcon,
    act: ({ desk }) => (desk.sharing = { show: "page" }),
  }),
  inNotebook({
    id: "read",
    group: "notebook",
    words: "share.read",
    svg: book,
    on: ({ desk }) => desk.reading === "read",
    act: ({ desk }) => (desk.reading = desk.reading === "read" ? null : "read"),
  }),
  inNotebook({
    id: "present",
    group: "notebook",
    words: "share.present",
    svg: screen,
    on: presenting,
    act: ({ desk }) => {
      desk.part = 0;
      desk.reading = desk.reading === "present" ? null : "present";
    },
  }),
  inNotebook({
    id: "present-next",
    group: "notebook",
    words: "present.next",
    keys: ["ArrowRight", "PageDown"],
    modes: ["read"],
    can: free,
    act: ({ desk }) => (desk.part += 1),
  }),
  inNotebook({
    id: "present-previous",
    group: "notebook",
    words: "present.previous",
    keys: ["ArrowLeft", "PageUp"],
    modes: ["read"],
    can: free,
    act: ({ desk }) => (desk.part -= 1),
  }),
  inNotebook({
    id: "present-first",
    group: "notebook",
    words: "present.first",
    keys: ["Home"],
    modes: ["read"],
    can: free,
    act: ({ desk }) => (desk.part = 0),
  }),
  inNotebook({
    id: "present-last",
    group: "notebook",
    words: "present.last",
    keys: ["End"],
    modes: ["read"],
    can: free,
    act: ({ desk }) => (desk.part = Infinity),
  }),
  inNotebook({
    id: "leave-reading",
    group: "notebook",
    words: "share.leaveReading",
    keys: ["Escape"],
    modes: ["read", "text"],
    can: ({ desk }) => desk.reading !== null && !document.querySelector("dialog[open]"),
    act: ({ desk }) => (desk.reading = null),
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
