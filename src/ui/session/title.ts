/** Title in the front matter: only that line changes, or a front matter is put first. */
export function retitle(text: string, title: string): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `title: ${yamlText(title)}`;
  const front = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(^(?:---|\.\.\.)[ \t]*$)/m.exec(text);
  if (!front || front.index !== 0) return `---${eol}${line}${eol}---${eol}${eol}${text}`;
  const [whole, open = "", body = "", close = ""] = front;
  const has = /^title[ \t]*:.*$/m;
  const next = has.test(body) ? body.replace(has, () => line) : `${line}${eol}${body}`;
  return open + next + close + text.slice(whole.length);
}

/** Plain where YAML reads it back as the same text, else in double quotes. */
function yamlText(title: string): string {
  const plain = /^[\p{L}][^:#\r\n]*$/u.test(title) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(title);
  return plain && title === title.trim() ? title : JSON.stringify(title);
}
