import { withFrontLine } from "../../notebook/text/frontLine";

/** Title in the front matter: only that line changes, or a front matter is put first. */
export const retitle = (text: string, title: string): string => withFrontLine(text, "title", yamlText(title));

/** Plain where YAML reads it back as the same text, else in double quotes. */
function yamlText(title: string): string {
  const plain = /^[\p{L}][^:#\r\n]*$/u.test(title) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(title);
  return plain && title === title.trim() ? title : JSON.stringify(title);
}
