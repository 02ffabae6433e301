import { read } from "../notebook/document";
import { frontTitle } from "../notebook/front";
import { isComing, kinds } from "./coming";

/** Whether a text has a cell of a kind that has not come, or front matter that only YAML can read. */
export function needsAll(text: string): boolean {
  const { cells, parts } = read(text, kinds);
  const front = parts[0];
  return (
    cells.some(({ kind }) => isComing(kind)) ||
    (front?.is === "front" && frontTitle(front.text) === undefined)
  );
}
