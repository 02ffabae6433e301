import { parse, textOf } from "../../notebook/text/format";

/**
 * A notebook template with the cells an import has made in the place of its own first `source` and `ledger`.
 *
 * @param cells the two fences as text, without line ends around them
 */
export function splice(
  template: string,
  cells: Readonly<Partial<Record<"source" | "ledger", string>>>,
): string {
  const given = new Map(Object.entries(cells));
  return parse(template, (word) => given.has(word))
    .map((part) => {
      const text = part.is === "cell" ? given.get(part.kind) : undefined;
      if (part.is !== "cell" || text === undefined) return textOf(part);
      given.delete(part.kind);
      return text.trim() + (/\s*$/.exec(part.tail)?.[0] ?? "");
    })
    .join("");
}

/** The part of the data a model may see when it is to be checked on the rest, unless the reader says otherwise: half. */
export function calibrationEnd(first: string, last: string): string {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  const day = 86_400_000;
  return new Date(from + Math.floor((to - from) / day / 2) * day).toISOString().slice(0, 10);
}

/** Puts values in the place of a template's `{{name}}`. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
