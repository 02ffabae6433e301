import type { Formatters } from "../../i18n";
import { interpolate, type Piece, type Shown } from "../../notebook/text/interpolate";
import type { Result } from "../../notebook/kind";
import type { Put } from "./markdown";

/** Stand-ins for values while Markdown is read: private characters that no text of a person holds. */
const FIRST = 0xe000;
const STAND_IN = /[\ue000-\uf8ff]/u;
const MOST = 0xf8ff - FIRST;

/** A prose body ready for `render`: stand-ins for its `${…}`, and the hand that writes the values in their place. */
export function withValues(
  body: string,
  result: Result | null,
  format: Formatters,
  isInput: (code: string) => boolean,
): { text: string; put: Put } {
  const pieces = interpolate(body, result);
  const holes: Exclude<Piece, string>[] = [];
  const text = pieces
    .map((piece) => {
      if (typeof piece === "string") return piece.replace(/[\ue000-\uf8ff]/gu, "\ufffd");
      if (holes.length >= MOST) return `\${${piece.code}}`;
      holes.push(piece);
      return String.fromCharCode(FIRST + holes.length - 1);
    })
    .join("");
  const put: Put = (words, into) => {
    for (const part of words.split(new RegExp(`(${STAND_IN.source})`, "u"))) {
      const hole = STAND_IN.test(part) ? holes[part.charCodeAt(0) - FIRST] : undefined;
      if (!hole) into.appendChild(document.createTextNode(part));
      else into.appendChild(written(hole, format, isInput(hole.code)));
    }
  };
  return { text, put };
}

function written({ code, shown }: Exclude<Piece, string>, format: Formatters, yours: boolean): HTMLElement {
  const span = document.createElement("span");
  span.className = shown ? (yours ? "value yours" : "value") : "unknown";
  span.title = code;
  span.textContent = shown ? valueText(shown, format) : `\${${code}}`;
  return span;
}

/** A value as its writer, its unit or its type says. */
export function valueText({ value, writer, unit, date }: Shown, format: Formatters): string {
  if (value === null) return "–";
  if (date || writer === "date") return format.date(typeof value === "number" ? value : String(value));
  if (typeof value !== "number") return String(value);
  if (writer === "percent") return format.percent(value);
  const currency = unit !== null && /^[A-Z]{3}$/.test(unit) ? unit : "";
  if (writer === "money" || currency !== "") return format.money(value, currency);
  if (unit === "day" || unit === "week" || unit === "month" || unit === "year")
    return format.measure(value, unit);
  return format.number(value);
}
