/** A heading of a text: its level, its words without marks, and where its line begins. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly offset: number;
}

/** Headings down to the third level, in order; lines of a fenced block are none. */
export function headingsOf(body: string): readonly Heading[] {
  const found: Heading[] = [];
  let fence = "";
  for (const { 0: line, index: offset } of body.matchAll(/[^\r\n]+/g)) {
    const [, mark = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== "") {
      if (mark.startsWith(fence) && rest.trim() === "") fence = "";
      continue;
    }
    fence = mark;
    const [, marks = "", text = ""] = /^ {0,3}(#{1,3})[ \t]+(.*?)[ \t]*#*$/.exec(line) ?? [];
    if (text === "") continue;
    found.push({
      level: marks.length,
      text: text.replace(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, "$1"),
      offset,
    });
  }
  return found;
}
