import { read, type Cell } from "../notebook/document";
import { frontTitle } from "../notebook/text/front";
import { expressions } from "../notebook/expressions";
import { comesWith, kinds, type Group } from "./coming";
import { programsAreHere } from "./hole";

/** What has not come of what these cells need. */
export function groupsFor(cells: readonly Pick<Cell, "kind" | "body">[]): ReadonlySet<Group> {
  return new Set(
    cells.flatMap((cell): Group[] => {
      const own = comesWith(cell.kind);
      return [...(own ? [own] : []), ...(needsPrograms(cell) ? (["code"] as const) : [])];
    }),
  );
}

/** Whether some `${…}` is more than a name, or than the writing of one in a text. */
function needsPrograms({ kind, body }: Pick<Cell, "kind" | "body">): boolean {
  if (programsAreHere() || kind === "ts" || !body.includes("${")) return false;
  return expressions(body).some(({ name }) => !name || (name.writer !== null && kind !== "prose"));
}

/** The same of a text; its front matter may be such that only YAML can read it. */
export function groupsForText(text: string): ReadonlySet<Group> {
  const { cells, parts } = read(text, kinds);
  const front = parts[0];
  const unread = front?.is === "front" && frontTitle(front.text) === undefined;
  return new Set([...groupsFor(cells), ...(unread ? (["whole"] as const) : [])]);
}
