import { parse as parseScript, parseExpressionAt } from "acorn";
import { transform } from "sucrase";
import { writeInput } from "./kitInput";
import { fenced, type Piece, type Whole } from "./piece";

/**
 * A notebook as Observable Notebook Kit keeps it (observablehq.com/notebook-kit, "Notebook file format"): one
 * `<script>` a cell in a `<notebook>`. Text, queries, programs and inputs become cells of its own kinds; what it has
 * none for, and a program that cannot be read, is shown as a fence in a Markdown cell. `data-tenure` holds the first
 * line of our fence, for our own reader.
 */
export function writeKit({ title, pieces }: Whole): string {
  const cells = pieces.map((piece, index) => script(index + 1, cellOf(piece), piece));
  return [
    "<!doctype html>",
    '<notebook theme="air">',
    `  <title>${title.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</title>`,
    ...cells,
    "</notebook>",
    "",
  ].join("\n");
}

interface KitCell {
  readonly type: "text/markdown" | "application/sql" | "text/x-typescript" | "module";
  readonly value: string;
  readonly output?: string;
}

function cellOf(piece: Piece): KitCell {
  const { kind, attributes, body } = piece;
  const id = typeof attributes["id"] === "string" ? attributes["id"] : null;
  if (kind === "prose") return { type: "text/markdown", value: readable(body) };
  if (kind === "sql" && isTemplate(body) && !/\\`|\\$/.test(body))
    return { type: "application/sql", value: body, ...(id === null ? {} : { output: variable(id) }) };
  if (kind === "ts") {
    const value = `${id === null ? "" : `const ${variable(id)} = await `}(async () => {\n${body}\n})()${id === null ? "" : ";"}`;
    if (isProgram(value)) return { type: "text/x-typescript", value };
  }
  const control = kind === "input" && id !== null ? writeInput(body, variable(id)) : null;
  if (control !== null) return { type: "module", value: control };
  return { type: "text/markdown", value: readable(fenced(kind, attributes, body)) };
}

/** A name that a program can say. */
export const variable = (id: string): string => {
  const name = id.replace(/-+(\p{L})?/gu, (_, letter: string | undefined) => letter?.toUpperCase() ?? "_");
  try {
    parseScript(`let ${name};`, { ecmaVersion: "latest", sourceType: "module" });
    return name;
  } catch {
    return `_${name}`;
  }
};

function isProgram(source: string): boolean {
  try {
    const plain = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
    }).code;
    parseScript(plain, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
    return true;
  } catch {
    return false;
  }
}

/** Where each `${` of a template stands, and whether an expression and its bracket follow. */
function holes(text: string): { readonly at: number; readonly end: number | null }[] {
  const found: { at: number; end: number | null }[] = [];
  for (let at = text.indexOf("${"); at >= 0;) {
    const end = text[at - 1] === "\\" ? at : closes(text, at + 2);
    if (end !== at) found.push({ at, end });
    at = text.indexOf("${", Math.max(end ?? 0, at + 2));
  }
  return found;
}

function closes(text: string, from: number): number | null {
  try {
    const { end } = parseExpressionAt(text, from, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
    const rest = /^\s*\}/.exec(text.slice(end));
    return rest ? end + rest[0].length : null;
  } catch {
    return null;
  }
}

const isTemplate = (text: string): boolean => holes(text).every(({ end }) => end !== null);

/** A text whose `${` are expressions: any other is written as the two signs it is. */
function readable(text: string): string {
  let written = "";
  let from = 0;
  for (const { at, end } of holes(text)) {
    if (end !== null) continue;
    written += `${text.slice(from, at)}\\`;
    from = at;
  }
  return written + text.slice(from);
}

function script(id: number, { type, value, output }: KitCell, { kind, attributes, body }: Piece): string {
  const info = kind === "prose" ? "" : fenced(kind, attributes, "").split("\n")[0]!.replace(/^`+/, "");
  const own = info === "" ? "" : ` data-tenure="${escaped(info)}"`;
  const named = output === undefined ? "" : ` output="${escaped(output)}"`;
  // What an input says that theirs cannot, such as its format.
  const settings = type === "module" ? ` data-body="${escaped(body)}"` : "";
  const lines = guarded(value)
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : `    ${line}`));
  return `  <script id="${id}" type="${type}"${named}${own}${settings}>\n${lines.join("\n")}\n  </script>`;
}

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** What would end a script, or keep its end from being seen, is written with a backslash, as Notebook Kit does. */
const guarded = (text: string): string => text.replace(/<(?=\\*(\/script(\s|>|\/|$)|!--))/gi, "<\\");
