import type { Attributes } from "../kind";

/** One word of an info string: `view`, `id=orders`, `title="Late orders"`; offsets are in the info string. */
interface Word {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** null: the word stands alone. */
  readonly value: string | null;
}

const WORD = /([^\s="']+)(?:=("[^"]*"|'[^']*'|[^\s]*))?|\S+/g;

function words(info: string): Word[] {
  return [...info.matchAll(WORD)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    name: match[1] ?? match[0],
    value: match[2] === undefined ? null : unquote(match[2]),
  }));
}

function unquote(text: string): string {
  const quote = text[0];
  const quoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return quoted ? text.slice(1, -1) : text;
}

/** Kind and attributes of a fence: `sql id=orders view` → `sql`, `{id: "orders", view: true}`. The first of doubles wins. */
export function readInfo(info: string): { kind: string; attributes: Attributes } {
  const [first, ...rest] = words(info);
  if (!first || first.value !== null) return { kind: "", attributes: {} };
  const attributes: Record<string, string | true> = {};
  for (const { name, value } of rest) {
    if (!Object.hasOwn(attributes, name)) attributes[name] = value ?? true;
  }
  return { kind: first.name, attributes };
}

/** The info string with these attributes instead; words that say the same keep their bytes and place. */
export function writeInfo(info: string, next: Attributes): string {
  const { kind, attributes: now } = readInfo(info);
  const [first, ...rest] = words(info);
  if (!first) return info;
  const written = new Set<string>();
  let text = info.slice(0, first.to);
  let at = first.to;
  for (const word of rest) {
    const value = next[word.name];
    const gap = info.slice(at, word.from);
    at = word.to;
    if (value === undefined || written.has(word.name)) continue;
    written.add(word.name);
    text += gap + (value === now[word.name] ? info.slice(word.from, word.to) : attribute(word.name, value));
  }
  text += info.slice(at);
  const added = Object.entries(next).filter(([name]) => !written.has(name));
  return kind === "" ? info : [text, ...added.map(([name, value]) => attribute(name, value))].join(" ");
}

/** A quote mark inside a value would end it, and a line end the fence: both are dropped, as is a back-tick. */
export function attribute(name: string, value: string | true): string {
  if (value === true) return name;
  const clean = value.replace(/["'`\r\n]/g, "");
  return /^[^\s=]+$/.test(clean) ? `${name}=${clean}` : `${name}="${clean}"`;
}
