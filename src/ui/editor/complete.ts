import type { CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { JsonSchema } from "../../notebook/kind";
import type { EditorLanguage } from "./language";
import { cteTables, functionsOf, type Asking } from "./sqlKnown";
import { inSql } from "./sqlNames";

/** What may be written in one cell, as the notebook stands now. */
export interface Completions {
  /** Ids of cells that hold tables, with their columns. */
  readonly tables: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  /** Ids that may stand in `${…}`. */
  readonly values: readonly string[];
  /** The engine, where it has started. */
  readonly asking: Asking | null;
  /** Of a cell whose body is YAML, with the columns of the table it reads. */
  readonly schema: JsonSchema | null;
  readonly columns: readonly string[];
}

/** One source for all languages but programs: `${…}` everywhere, names in SQL, keys and choices in YAML. */
export function completing(language: EditorLanguage, ask: () => Completions): CompletionSource {
  return (context) => {
    const known = ask();
    const inside = context.matchBefore(/\$\{\w*/);
    if (inside) return names(inside.from + 2, known.values, "variable");
    if (language === "sql") return whole(context, known);
    return language === "yaml" && known.schema ? inYaml(context, known.schema, known.columns) : null;
  };
}

/** With what only the engine knows: its functions, and the columns of common table expressions. */
async function whole(context: CompletionContext, known: Completions): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const [ctes, functions] = await Promise.all([cteTables(text, known.asking), functionsOf(known.asking)]);
  // Whoever has left meanwhile wants no list.
  if (context.view?.hasFocus === false) return null;
  return inSql(context, { tables: { ...known.tables, ...ctes }, functions });
}

function names(from: number, labels: readonly string[], type: string): CompletionResult {
  return { from, options: labels.map((label) => ({ label, type })), validFor: /^\w*$/ };
}

function inYaml(
  context: CompletionContext,
  schema: JsonSchema,
  columns: readonly string[],
): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const value = /^\s*([\w-]+):\s*([\w-]*)$/.exec(before);
  if (value) {
    const property = schema.properties?.[value[1] ?? ""];
    const fixed = property?.type === "boolean" ? ["true", "false"] : (property?.enum ?? []);
    const options = property?.format === "column" ? columns : fixed;
    return options.length === 0 ? null : names(context.pos - (value[2]?.length ?? 0), options, "constant");
  }
  const key = /^([\w-]*)$/.exec(before);
  if (!key || (key[0] === "" && !context.explicit)) return null;
  const text = context.state.doc.toString();
  const absent = Object.keys(schema.properties ?? {}).filter(
    (name) => !new RegExp(`^${name}:`, "m").test(text),
  );
  return {
    from: line.from,
    options: absent.map((label) => ({ label, apply: `${label}: `, type: "property" })),
    validFor: /^[\w-]*$/,
  };
}
