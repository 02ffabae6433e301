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
    }
  | { readonly is: "cell"; readonly key: string; readonly cell: CellView };

/** Headings down to the third level and cells, in the order of the text. */
export function outline(cells: readonly CellView[]): readonly Entry[] {
  return cells.flatMap((cell): Entry[] => {
    if (cell.kind !== "prose") return [{ is: "cell", key: cell.key, cell }];
    return headings(cell.body).map(({ level, text }, index) => ({
      is: "heading",
      key: `${cell.key} ${index}`,
      level,
      text,
      name: cell.name,
    }));
  });
}

function headings(body: string): { level: number; text: string }[] {
  let fenced = false;
  return body.split("\n").flatMap((line) => {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const [, marks = "", text = ""] = /^ {0,3}(#{1,3})[ \t]+(.*?)[ \t]*#*$/.exec(line) ?? [];
    if (fenced || marks === "" || text === "") return [];
    return [{ level: marks.length, text: text.replace(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, "$1") }];
  });
}
