import { parser } from "@lezer/javascript";
import type { Names, Piece, Remarks } from "./piece";

const grammar = parser.configure({ dialect: "ts" });

/** What a program of theirs may lean on that is not here. */
const LIBRARIES =
  /(?<![.\w$])(Inputs|d3|htl|html|svg|tex|dot|mermaid|vl|L|DuckDBClient|Generators|Mutable|invalidation|width|now)(?=\s*[.(`])/g;

interface Statement {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A cell of JavaScript or TypeScript as the body of a function: what it shows, or the name it gives others, is what it returns. */
export function programOf(
  value: string,
  name: string | null,
  at: number,
  { names, remarks }: { readonly names: Names; readonly remarks: Remarks },
): Piece {
  const source = value.trim();
  const { statements, declared } = study(source);
  for (const { name: kind, from, to } of statements) {
    if (kind !== "ImportDeclaration") continue;
    const module = /["']([^"']+)["']\s*;?$/.exec(source.slice(from, to))?.[1];
    if (module !== undefined) remarks.add("foreign.import", at, { module });
  }
  if (/\bFileAttachment\s*\(/.test(source)) remarks.add("foreign.files", at);
  const libraries = [...new Set([...source.matchAll(LIBRARIES)].map(([, one]) => one!))].sort();
  if (libraries.length > 0) remarks.add("foreign.libraries", at, { names: libraries.join(", ") });
  if (declared.length > 1) remarks.add("foreign.names", at, { names: declared.join(", ") });
  remarks.add("foreign.script", at);
  const id = names.of(name ?? declared[0] ?? null, "script");
  return { kind: "ts", attributes: { id }, body: bodyOf(source, statements, declared) };
}

/** The statements of a program, and the names it gives to other cells. */
function study(source: string): { statements: readonly Statement[]; declared: readonly string[] } {
  const statements: Statement[] = [];
  const declared: string[] = [];
  for (let node = grammar.parse(source).topNode.firstChild; node; node = node.nextSibling) {
    if (/Comment$/.test(node.name)) continue;
    statements.push({ name: node.name, from: node.from, to: node.to });
    if (node.name === "ImportDeclaration") continue;
    for (const name of node.getChildren("VariableDefinition"))
      declared.push(source.slice(name.from, name.to));
  }
  return { statements, declared };
}

function bodyOf(source: string, statements: readonly Statement[], declared: readonly string[]): string {
  const last = statements.at(-1);
  // A cell that names nothing shows its last expression.
  if (
    last?.name === "ExpressionStatement" &&
    (declared.length === 0 || statements.length > declared.length)
  ) {
    const expression = source.slice(last.from, last.to).replace(/;$/, "");
    const shown = /^display\(([\s\S]*)\)$/.exec(expression)?.[1];
    return `${source.slice(0, last.from)}return (${shown ?? expression});${source.slice(last.to)}`;
  }
  if (declared.length === 0) return source;
  return `${source}\nreturn ${declared.length === 1 ? declared[0]! : `{ ${declared.join(", ")} }`};`;
}
