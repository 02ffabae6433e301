import { parse, textOf } from "../../notebook/format";

/**
 * A notebook template with the cells an import has made in the place of its own first `source` and `ledger`.
 *
 * @param cells the two fences as text, without line ends around them
 */
export function splice(
  template: string,
  cells: { readonly source: string; readonly ledger: string },
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
