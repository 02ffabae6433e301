import type { EditorLanguage } from "../language";
import { formatSql } from "./sql";
import { formatYaml } from "./yaml";

/** The text laid out afresh, or null where it cannot be without changing what it says. */
export async function formatted(language: EditorLanguage, text: string): Promise<string | null> {
  if (language === "sql") return formatSql(text);
  if (language === "yaml") return formatYaml(text);
  if (language === "ts") return (await import("../types/client")).formatCode(text);
  return null;
}
