/** Reads YAML; throws where it is none. */
type ReadYaml = (text: string) => unknown;

let readYaml: ReadYaml | null = null;

/** YAML comes with the first cell written in it, or with front matter that needs it; until then the plain form is read. */
export function readFrontWith(read: ReadYaml): void {
  readYaml = read;
}

const LINE = /^([\p{L}_][\p{L}\p{N}_-]*):(?:[ \t]+(.*))?$/u;
const PLAIN = /^\p{L}[^:#]*$/u;
const NO_TEXT = /^(true|false|null)$/i;
const DOUBLE = /^"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-f]{4})*"$/iu;
const SINGLE = /^'(?:[^']|'')*'$/;

/**
 * The title that front matter names, its `---` lines included in the text; null when it names none, undefined when
 * only YAML can say and YAML has not come.
 */
export function frontTitle(text: string): string | null | undefined {
  const body = text.replace(/^\uFEFF?-{3}[ \t]*/, "").replace(/(---|\.\.\.)\s*$/, "");
  const plain = readPlain(body);
  if (plain !== undefined) return plain;
  if (!readYaml) return undefined;
  try {
    const data = readYaml(body);
    return typeof data === "object" && data !== null && "title" in data && typeof data.title === "string"
      ? data.title
      : null;
  } catch {
    // Front matter that is no YAML is kept, and names nothing.
    return null;
  }
}

/** Lines of `key: text` alone, as nearly all front matter is; undefined for anything else. */
function readPlain(body: string): string | null | undefined {
  const found = new Map<string, string | null>();
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, key, given] = LINE.exec(line.trimEnd()) ?? [];
    const value = scalar(given?.trim() ?? "");
    if (key === undefined || value === undefined || found.has(key)) return undefined;
    found.set(key, value);
  }
  return found.get("title") ?? null;
}

/** Null: a value that is no text. */
function scalar(text: string): string | null | undefined {
  if (text === "" || NO_TEXT.test(text)) return null;
  if (PLAIN.test(text)) return text;
  if (DOUBLE.test(text)) return JSON.parse(text) as string;
  return SINGLE.test(text) ? text.slice(1, -1).replaceAll("''", "'") : undefined;
}
