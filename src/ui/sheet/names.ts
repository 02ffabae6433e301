import type { Translate } from "../../i18n";

/** A kind by its name in the reader's language; one nobody named yet by its own word. */
export function kindName(t: Translate, kind: string): string {
  const key = `kind.${kind}`;
  const words = t(key);
  return words === key ? kind : words;
}
