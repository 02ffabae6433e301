import { sql } from "@codemirror/lang-sql";
import { yaml } from "@codemirror/lang-yaml";
import { Language, LanguageSupport, defineLanguageFacet } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { parser } from "@lezer/markdown";
import { duckdb } from "../../notebook/dialect";
import type { EditorLanguage } from "./language";

/** Markdown by its parser alone: the package around it brings HTML, CSS and JavaScript along. */
const markdown = new Language(defineLanguageFacet(), parser, [], "markdown");

export function supportFor(language: EditorLanguage): Extension {
  if (language === "sql") return sql({ dialect: duckdb }).language;
  if (language === "yaml") return yaml().language;
  return new LanguageSupport(markdown);
}
