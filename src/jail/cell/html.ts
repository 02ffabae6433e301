/** Markup a cell wrote. The page cleans it before it draws it: nothing here is trusted. */
export class Html {
  constructor(readonly html: string) {}
  toString(): string {
    return this.html;
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** html`<b>${name}</b>`: what stands in the braces is text, lists are joined, other html is put in as it is. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  return new Html(strings.reduce((all, piece, i) => all + put(values[i - 1]) + piece));
}

function put(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.html;
  if (Array.isArray(value)) return value.map(put).join("");
  return text(value).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

/** What a template would write: dates, numbers and our own values know how to write themselves. */
const text = (value: unknown): string => (value as { toString(): string }).toString();
