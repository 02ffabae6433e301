/** Letters as one types them: without case and without marks. */
const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/gi, "l").toLowerCase();

/**
 * How well a text answers what was typed; 0: not at all. Every word typed must begin a word of it or stand inside one;
 * failing that, its letters must follow in order.
 */
export function rank(text: string, typed: string): number {
  const wanted = plain(typed).trim();
  if (wanted === "") return 1;
  const here = plain(text);
  if (here.startsWith(wanted)) return 5;
  const words = here.split(/[^\p{L}\p{N}_]+/u);
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 4;
  if (parts.every((part) => here.includes(part))) return 3;
  return wanted.length > 2 && inOrder(here, wanted.replace(/\s+/g, "")) ? 2 : 0;
}

function inOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Those that answer, best first; equals stay in their order. */
export function ranked<T>(items: readonly T[], text: (item: T) => string, typed: string): T[] {
  return items
    .map((item) => ({ item, score: rank(text(item), typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
