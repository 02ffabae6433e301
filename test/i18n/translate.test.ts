import { describe, expect, test } from "vitest";
import { formatters, translator, type Catalogue } from "../../src/i18n";

const en: Catalogue = {
  rows: "{n, plural, one {# row} other {# rows}}",
  share: "{share, number, percent1} of all",
  money: "{m, number, money} and {m, number, cents}",
  p: "P = {p, number, probability}",
  day: "until {d, date, medium}",
  year: "{y, number, plain} but {y, number}",
  kind: "{kind, select, csv {comma} other {else}}",
  list: "columns {names}",
  tags: "a <b> is not markup",
};
const ru: Catalogue = { rows: "{n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}" };

describe("translator", () => {
  const t = translator("en", en);

  test("plurals follow the language", () => {
    expect([1, 2, 5, 12345].map((n) => t("rows", { n }))).toEqual([
      "1 row",
      "2 rows",
      "5 rows",
      "12,345 rows",
    ]);
    const r = translator("ru", ru);
    expect([1, 2, 5, 21, 22, 1.5].map((n) => r("rows", { n }).replace(/\u00a0/g, " "))).toEqual([
      "1 строка",
      "2 строки",
      "5 строк",
      "21 строка",
      "22 строки",
      "1,5 строки",
    ]);
  });

  test("own styles: percent, money, probability, dates", () => {
    expect(t("share", { share: 0.0345 })).toBe("3.5\u202f% of all");
    expect(t("share", { share: 0.345 })).toBe("35\u202f% of all");
    expect(t("money", { m: 1234.5, currency: "GBP" })).toBe("£1,235 and £1,234.50");
    expect(t("money", { m: -12.345, currency: "" })).toBe("−12.35 and −12.35");
    expect(t("p", { p: 0.0312 })).toBe("P = 0.03");
    expect(t("day", { d: "2010-12-01" })).toBe("until 1 Dec 2010");
    expect(t("year", { y: 2010 })).toBe("2010 but 2,010");
  });

  test("money takes the currency of its own message, not of the one before", () => {
    t("money", { m: 1, currency: "PLN" });
    expect(t("money", { m: 1 })).toBe("1.00 and 1.00");
  });

  test("choices, lists, and text that looks like markup", () => {
    expect(t("kind", { kind: "csv" })).toBe("comma");
    expect(t("kind", { kind: "parquet" })).toBe("else");
    expect(t("list", { names: ["a", "b"] })).toBe("columns a, b");
    expect(t("tags")).toBe("a <b> is not markup");
  });

  test("an unknown code and a missing parameter show as the code and are told", () => {
    const told: string[] = [];
    const heard = translator("en", en, (code, why) => told.push(`${code} ${why}`));
    expect(heard("no.such")).toBe("no.such");
    expect(heard("rows", {})).toBe("rows");
    expect(told).toEqual(["no.such unknown", "rows unfilled"]);
  });
});

describe("formatters", () => {
  test("differ by language", () => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, "_");
    expect(formatters("en").count(1234567)).toBe("1,234,567");
    expect(plain(formatters("pl").count(1234567))).toBe("1_234_567");
    expect(plain(formatters("ru").percent(0.051))).toBe("5,1_%");
    expect(plain(formatters("pl").money(1999.5, "PLN"))).toBe("2000_zł");
    expect(plain(formatters("pl").money(19.5, "PLN"))).toBe("19,50_zł");
    expect(plain(formatters("ru").date("2011-12-09"))).toBe("9 дек. 2011");
    expect(plain(formatters("ru").date("2011-12-09", "long"))).toBe("9 декабря 2011");
  });

  test("numbers far from one in figures a reader of any language knows; ranges in one precision", () => {
    const ru = formatters("ru");
    expect(ru.tiny(5.94e-13).replace(/\u202f/g, "_")).toBe("5,9_·_10⁻¹³");
    expect(ru.tiny(-2e7).replace(/\u202f/g, "_")).toBe("−2_·_10⁷");
    expect([ru.tiny(0), ru.tiny(200), ru.tiny(0.0123)]).toEqual(["0", "200", "0,012"]);
    expect(ru.money(8.1, "", { beside: 1471 })).toBe("8");
    expect(ru.money(8.1, "")).toBe("8,10");
  });

  test("a day is a day in every time zone", () => {
    expect(formatters("en").date("2011-01-01", "long")).toBe("1 January 2011");
    expect(formatters("en").date(Date.UTC(2011, 0, 1), "medium")).toBe("1 Jan 2011");
  });

  test("no minus zero, a true minus, no currency without a name", () => {
    const en = formatters("en");
    expect(en.number(-0)).toBe("0");
    expect(en.number(-3.2)).toBe("−3.2");
    expect(en.money(-1200, "GBP")).toBe("−£1,200");
    expect(en.money(5, "pounds")).toBe("5.00");
    expect(en.measure(Number.NaN, "money", "GBP")).toBe("–");
    expect(en.measure(0.5, "probability")).toBe("0.50");
    expect(en.measure(12, "month")).toBe("12 months");
  });

  test("sizes and durations", () => {
    const en = formatters("en");
    expect(en.size(512)).toBe("512 bytes");
    expect(en.size(45_000_000)).toBe("45\u00a0MB");
    expect(en.duration(84)).toBe("84\u00a0ms");
    expect(en.duration(2300)).toBe("2.3\u00a0s");
  });
});
