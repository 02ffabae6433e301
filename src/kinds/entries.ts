import type { Json } from "../terms/view";
import { readBody, withEntry } from "./yaml";

/** Letters that no body holds and YAML takes as they are. */
const STAND_IN = "\uE002expression\uE002";

/** The body with the value of a key replaced by an expression as written: `${threshold}`. */
export function withExpression(body: string, key: string, expression: string): string {
  const next = withEntry(body, key, STAND_IN).replace(new RegExp(`"?${STAND_IN}"?`), () => expression);
  return readBody(next).entries.get(key)?.holes.length === 1 ? next : body;
}

/** The body without a key: its lines go, with a remark behind the value; every other byte stays. */
export function withoutEntry(body: string, key: string): string {
  const { entries } = readBody(body);
  const entry = entries.get(key);
  if (!entry) return body;
  const from = body.lastIndexOf("\n", entry.keyRange[0] - 1) + 1;
  const value = body.slice(0, Math.max(entry.range[1], entry.keyRange[1])).trimEnd().length;
  const end = body.indexOf("\n", value);
  // The last line goes with the line end before it.
  const next = end < 0 ? body.slice(0, from).replace(/\n$/, "") : body.slice(0, from) + body.slice(end + 1);
  const left = readBody(next);
  const same = [...entries].every(
    ([name, { value: was }]) =>
      name === key || JSON.stringify(left.entries.get(name)?.value) === JSON.stringify(was),
  );
  return left.problems.length === 0 && same && !left.entries.has(key) ? next : body;
}

/** What a field of a form says: text as typed, by the type the schema wants; null: nothing. */
export function typed(text: string, type: string): Json {
  if (text.trim() === "") return null;
  if (type !== "number" && type !== "integer") return text;
  const number = Number(
    text
      .trim()
      .replace(/[\s\u00a0\u202f]/g, "")
      .replace(",", "."),
  );
  // What is no number stays as it is written: then the cell says so at its place.
  return Number.isFinite(number) ? number : text;
}
