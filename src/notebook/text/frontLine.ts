/** The lines between the first `---` and the next; null: the text has no front matter. */
const FRONT = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(^(?:---|\.\.\.)[ \t]*$)/m;

/** What front matter says under a key, where that is plain text on the key's own line. */
export function frontWord(text: string, key: string): string | null {
  const front = FRONT.exec(text);
  if (front?.index !== 0) return null;
  return (
    new RegExp(`^${key}[ \\t]*:[ \\t]*(["']?)([\\w-]+)\\1[ \\t]*(?:#.*)?\\r?$`, "m").exec(
      front[2] ?? "",
    )?.[2] ?? null
  );
}

/** The text with one line of its front matter replaced, added, or (null) taken out; every other byte stays. */
export function withFrontLine(text: string, key: string, value: string | null): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const front = FRONT.exec(text);
  if (front?.index !== 0) {
    return value === null ? text : `---${eol}${key}: ${value}${eol}---${eol}${eol}${text}`;
  }
  const [whole, open = "", body = "", close = ""] = front;
  const has = new RegExp(`^${key}[ \\t]*:.*(\\r?\\n|$)`, "m");
  const line = value === null ? "" : `${key}: ${value}${eol}`;
  const next = has.test(body) ? body.replace(has, () => line) : key === "title" ? line + body : body + line;
  // Front matter that said nothing else goes with its last line.
  const rest = text.slice(whole.length);
  return next.trim() === "" && value === null
    ? rest.replace(/^(?:\r?\n){1,2}/, "")
    : open + next + close + rest;
}
