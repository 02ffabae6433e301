/** Languages the editor reads. */
export type EditorLanguage = "sql" | "yaml" | "markdown" | "ts";

/** Bodies of all kinds but these are YAML. */
export function languageOf(kind: string): EditorLanguage {
  return kind === "sql" || kind === "ts" ? kind : kind === "prose" ? "markdown" : "yaml";
}
