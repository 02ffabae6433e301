import { headingsOf } from "../../notebook/structure/headings";
import { moveSection, neighbour } from "../../notebook/structure/sections";
import type { CellView } from "../../notebook/view";
import type { Session } from "../session/session.svelte";
import type { Hub } from "./hub.svelte";

/** All headings of a notebook, in the order of its text. */
const headings = (cells: readonly CellView[]) =>
  cells.flatMap(({ kind, body }) => (kind === "prose" ? headingsOf(body) : []));

/** The place among all headings of the one a cell stands under; a text with headings belongs to its last. */
export function sectionAt(cells: readonly CellView[], key: string): number {
  const here = cells.findIndex((cell) => cell.key === key);
  return headings(cells.slice(0, here + 1)).length - 1;
}

export const canMove = (cells: readonly CellView[], at: number, by: 1 | -1): boolean =>
  neighbour(
    headings(cells).map(({ level }) => level),
    at,
    by,
  ) !== null;

/** Moves the section of the heading at this place over its neighbour, as one step; its place now. */
export function move(session: Session, hub: Hub | null, at: number, by: 1 | -1): number {
  const { cells } = session.view;
  const name = headings(cells)[at]?.text ?? "";
  if (!canMove(cells, at, by)) {
    hub?.say(by < 0 ? "said.sectionFirst" : "said.sectionLast", { name });
    return at;
  }
  const made = session.change({ code: "history.section", params: { name } }, () =>
    session.notebook.edit((draft) => moveSection(draft, at, by)),
  );
  hub?.say(by < 0 ? "said.sectionUp" : "said.sectionDown", { name });
  return made.heading;
}
