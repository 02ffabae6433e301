import { parser } from "@lezer/markdown";
import type { Reference, Renamed } from "../notebook/kind";

/** Names of a cell in a text: its `${…}`, and the addresses of links that lead to it, `#orders`. */
export function proseRenamed(
  body: string,
  references: readonly Reference[],
  from: string,
  to: string,
): Renamed {
  const same = (name: string) => name.toLowerCase() === from.toLowerCase();
  const named = references.flatMap(({ id, range, shorthand }) =>
    range && same(id) ? [{ range, text: shorthand ? `${from}: ${to}` : to }] : [],
  );
  const links: { range: readonly [number, number]; text: string }[] = [];
  parser.parse(body).iterate({
    enter({ name, from: start, to: end }) {
      if (name !== "URL" || body[start] !== "#" || !same(decoded(body.slice(start + 1, end)))) return;
      links.push({ range: [start + 1, end], text: encodeURIComponent(to) });
    },
  });
  return { edits: [...named, ...links], left: [] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
