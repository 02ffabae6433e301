import { headingsOf } from "../../notebook/structure/headings";
import type { CellView } from "../../notebook/view";

/** A heading of the prose, or a cell. */
export type Entry =
  | {
      readonly is: "heading";
      readonly key: string;
      readonly level: number;
      readonly text: string;
      /** Of the prose cell it stands in. */
      readonly name: string;
      /** Its place among all headings. */
      readonly place: number;
    }
  | { readonly is: "cell"; readonly key: string; readonly cell: CellView };

/** Headings down to the third level and cells, in the order of the text. */
export function outline(cells: readonly CellView[]): readonly Entry[] {
  let place = 0;
  return cells.flatMap((cell): Entry[] => {
    if (cell.kind !== "prose") return [{ is: "cell", key: cell.key, cell }];
    return headingsOf(cell.body).map(({ level, text }, index) => ({
      is: "heading",
      key: `${cell.key} ${index}`,
      level,
      text,
      name: cell.name,
      place: place++,
    }));
  });
}
