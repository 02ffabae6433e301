import { Language, defineLanguageFacet } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { parser } from "@lezer/markdown";
import { duckdb } from "../../notebook/dialect";
import type { EditorLanguage } from "./language";

/** Grammar of a language. Those of SQL and Markdown are here anyway, for the notebook reads with them; those of YAML and TypeScript come. */
export async function supportFor(language: EditorLanguage): Promise<Extension> {
  if (language === "sql") return duckdb.language;
  // By its parser alone: the package around it brings HTML, CSS and JavaScript along.
  if (language === "markdown") return new Language(defineLanguageFacet(), parser, [], "markdown");
  if (language === "ts") {
    const { typescriptLanguage } = await import("@codemirror/lang-javascript");
    return typescriptLanguage;
  }
  const { yaml } = await import("@codemirror/lang-yaml");
  return yaml().language;
}
