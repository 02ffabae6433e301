/** The same text with \n for every line end: what editors and kinds see. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The line end a text uses, by its first. */
export function lineEnd(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
