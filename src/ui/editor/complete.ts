import type { CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { JsonSchema } from "../../notebook/kind";
import type { EditorLanguage } from "./language";
import { inSql } from "./sqlNames";

/** What may be written in one cell, as the notebook stands now. */
export interface Completions {
  /** Ids of cells that hold tables, with their columns. */
  readonly tables: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  /** Ids that may stand in `${…}`. */
  readonly values: readonly string[];
  /** Of a cell whose body is YAML. */
  readonly schema: JsonSchema | null;
}

/** One source for all languages: `${…}` everywhere, names in SQL and in code, keys and choices in YAML. */
export function completing(language: EditorLanguage, ask: () => Completions): CompletionSource {
  return (context) => {
    const known = ask();
    const inside = context.matchBefore(/\$\{\w*/);
    if (language === "ts") return inCode(context, known);
    if (inside) return names(inside.from + 2, known.values, "variable");
    if (language === "sql") return inSql(context, known);
    return language === "yaml" && known.schema ? inYaml(context, known.schema) : null;
  };
}

function names(from: number, labels: readonly string[], type: string): CompletionResult {
  return { from, options: labels.map((label) => ({ label, type })), validFor: /^\w*$/ };
}

const OURS = ["clv", "Plot", "html", "percent", "money", "number", "date", "console"];
const HANDLE = ["column(", "rows(", "columns", "count"];

/** Names of cells and of what the jail gives; after `orders.` what a handle has; in `column("` the columns. */
function inCode(context: CompletionContext, { tables, values }: Completions): CompletionResult | null {
  const column = context.matchBefore(/(\w+)\s*\.\s*column\(\s*["'`][^"'`\n]*/u);
  if (column) {
    const [, name = "", typed = ""] = /^(\w+)[^"'`]*["'`](.*)$/u.exec(column.text) ?? [];
    const found = (tables[name] ?? []).map((one) => ({
      label: one.name,
      detail: one.type,
      type: "property",
    }));
    return { from: context.pos - typed.length, options: found, validFor: /^[^"'`]*$/ };
  }
  const member = context.matchBefore(/[\p{L}_$][\p{L}\p{N}_$]*\.\w*/u);
  if (member) {
    const [name = "", typed = ""] = member.text.split(".");
    return tables[name] ? names(context.pos - typed.length, HANDLE, "property") : null;
  }
  const word = context.matchBefore(/[\p{L}_$][\p{L}\p{N}_$]*/u);
  if (!word && !context.explicit) return null;
  return names(word?.from ?? context.pos, [...Object.keys(tables), ...values, ...OURS], "variable");
}

function inYaml(context: CompletionContext, schema: JsonSchema): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const value = /^\s*([\w-]+):\s*([\w-]*)$/.exec(before);
  if (value) {
    const options = schema.properties?.[value[1] ?? ""]?.enum ?? [];
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
