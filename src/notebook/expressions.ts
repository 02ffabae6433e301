/** How prose may write a value. */
export const WRITERS = ["percent", "money", "number", "date"] as const;
export type Writer = (typeof WRITERS)[number];

/** One `${…}`. */
export interface Expression {
  /** Of the whole, braces included. */
  readonly range: readonly [number, number];
  /** What stands between the braces. */
  readonly code: string;
  /** Null: more than a name. */
  readonly name: Name | null;
}

export interface Name {
  readonly id: string;
  readonly range: readonly [number, number];
  readonly column: string | null;
  readonly writer: Writer | null;
}

const NAME = /^(\s*(?:(\w+)\s*\(\s*)?)([\p{L}_][\p{L}\p{N}_-]*)(?:\.([\p{L}_][\p{L}\p{N}_]*))?\s*(\))?\s*$/u;

/** Every `${…}` of a text, to the brace that closes it; one that is never closed is text. */
export function expressions(text: string): Expression[] {
  const found: Expression[] = [];
  for (let from = text.indexOf("${"); from >= 0; from = text.indexOf("${", from)) {
    const end = closing(text, from + 2);
    if (end === null) {
      from += 2;
      continue;
    }
    const code = text.slice(from + 2, end);
    found.push({ range: [from, end + 1], code, name: nameIn(code, from + 2) });
    from = end + 1;
  }
  return found;
}

function closing(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === "'" || char === '"' || char === "`") {
      const end = text.indexOf(char, at + 1);
      if (end < 0) return null;
      at = end;
    } else if (char === "{") depth++;
    else if (char === "}" && depth-- === 0) return at;
  }
  return null;
}

function nameIn(code: string, at: number): Name | null {
  const [, before = "", call, id, column, close] = NAME.exec(code) ?? [];
  if (id === undefined || (call === undefined) !== (close === undefined)) return null;
  const writer = WRITERS.find((name) => name === call);
  if (call !== undefined && writer === undefined) return null;
  const from = at + before.length;
  return { id, range: [from, from + id.length], column: column ?? null, writer: writer ?? null };
}
