/** Languages the editor reads. */
export type EditorLanguage = "sql" | "yaml" | "markdown";

/** Bodies of all kinds but these are YAML. */
export function languageOf(kind: string): EditorLanguage {
  return kind === "sql" ? "sql" : kind === "prose" ? "markdown" : "yaml";
}
