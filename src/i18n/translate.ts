import { IntlMessageFormat } from "intl-messageformat";
import type { Code, Params } from "../terms/error";
import type { Words } from "../terms/view";
import { formatters, type DateStyle, type Formatters } from "./format";
import { LOCALES, type Language } from "./languages";

/** As written, or as the build has taken it apart: then a text without anything to fill stands alone. */
export type Message = Written | readonly [string];
type Written = ConstructorParameters<typeof IntlMessageFormat>[0];
export type Catalogue = Readonly<Record<Code, Message>>;

/** Words of a code. An unknown code, or a message that cannot be filled, shows as the code itself. */
export type Translate = (code: Code, params?: Params) => string;

/** Hears of codes the catalogue does not hold or cannot fill. */
export type OnMissing = (code: Code, why: "unknown" | "unfilled") => void;

/** Styles of numbers that depend on the value, or on another parameter, so `Intl` options cannot say them. */
export const NUMBER_STYLES = ["percent1", "probability", "money", "cents", "plain", "tiny"] as const;
type NumberStyle = (typeof NUMBER_STYLES)[number];
export const DATE_STYLES = ["short", "medium", "long", "month"] as const;

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { ours: name }]));
const STYLES = { number: named(NUMBER_STYLES), date: named(DATE_STYLES), time: {} } as never;

/**
 * Translator over one catalogue of ICU messages. Beyond the standard styles:
 * `{share, number, percent1}` one decimal under 10 %, `{m, number, money}` in the param `currency`,
 * `{m, number, cents}` the same with cents always, `{p, number, probability}` two decimals,
 * `{year, number, plain}` without grouping, `{n, number, tiny}` two figures and a power of ten, `{d, date, short|medium|long|month}` from ISO text.
 */
export function translator(
  language: Language,
  catalogue: Catalogue,
  onMissing: OnMissing = () => undefined,
  format: Formatters = formatters(language),
): Translate {
  const parsed = new Map<Code, IntlMessageFormat>();
  const locale = LOCALES[language];
  const plurals = {
    cardinal: new Intl.PluralRules(locale),
    ordinal: new Intl.PluralRules(locale, { type: "ordinal" }),
  };
  // Filling is synchronous: the message being filled is the only one that can ask.
  let currency = "";

  const number = (style: NumberStyle | undefined) => (value: number) => {
    if (style === "percent1") return format.percent(value);
    if (style === "probability") return format.probability(value);
    if (style === "plain") return String(value);
    if (style === "tiny") return format.tiny(value);
    if (style === "money" || style === "cents")
      return format.money(value, currency, { exact: style === "cents" });
    return format.number(value);
  };
  const own = {
    getNumberFormat: (_: unknown, options?: { ours?: NumberStyle }) => ({ format: number(options?.ours) }),
    getDateTimeFormat: (_: unknown, options?: { ours?: DateStyle }) => ({
      format: (day: string | number) => format.date(day, options?.ours),
    }),
    getPluralRules: (_: unknown, options?: { type?: "cardinal" | "ordinal" }) =>
      plurals[options?.type ?? "cardinal"],
  } as never;

  const ready = (code: Code, message: Written): IntlMessageFormat => {
    const held = parsed.get(code);
    if (held) return held;
    const made = new IntlMessageFormat(message, locale, STYLES, { ignoreTag: true, formatters: own });
    parsed.set(code, made);
    return made;
  };

  return (code, params = {}) => {
    const message = catalogue[code];
    if (message === undefined) {
      onMissing(code, "unknown");
      return code;
    }
    if (isText(message)) return message[0];
    try {
      currency = typeof params["currency"] === "string" ? params["currency"] : "";
      return String(ready(code, message).format(flat(params)));
    } catch {
      onMissing(code, "unfilled");
      return code;
    }
  };
}

const isText = (message: Message): message is readonly [string] =>
  typeof message !== "string" && message.length === 1 && typeof message[0] === "string";

/** Lists read as text; everything else as it is. */
function flat(params: Params): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "object" ? value.join(", ") : value,
    ]),
  );
}

/** A message given as `{code, params}`. */
export function say(t: Translate, words: Words): string {
  return t(words.code, words.params);
}
