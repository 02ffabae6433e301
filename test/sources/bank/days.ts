import { comma, day, iso, sales, table, totals, two, type Case, type Way } from "./shop";

/** Days as the world writes them. */

const list = (words: string): readonly string[] => words.split(" ");
const MONTHS = {
  en: list("January February March April May June July August September October November December"),
  pl: list(
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
  ),
  ru: list("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
  de: list("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
  short: list("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
  skrót: list("sty lut mar kwi maj cze lip sie wrz paź lis gru"),
  кратко: list("янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек."),
  kurz: list("Jan. Feb. Mär. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez."),
} as const;
const WEEK = list("Sun Mon Tue Wed Thu Fri Sat");

/** `{b}` the month, `{B}` in capitals, `{w}` the day of the week; the rest as `day` has it. */
const worded = (language: keyof typeof MONTHS, pattern: string) => (at: number) => {
  const month = MONTHS[language][new Date(at).getUTCMonth()]!;
  return pattern
    .split(/(\{\w\})/)
    .map((part) =>
      part === "{b}"
        ? month
        : part === "{B}"
          ? month.toUpperCase()
          : part === "{w}"
            ? WEEK[new Date(at).getUTCDay()]!
            : day(part)(at),
    )
    .join("");
};
const clock = (at: number, gap = " "): string => {
  const date = new Date(at);
  const hour = date.getUTCHours();
  return `${hour % 12 || 12}:${two(date.getUTCMinutes())}${gap}${hour < 12 ? "AM" : "PM"}`;
};
const serial = (at: number): number => at / 86_400_000 + 25_569;

const ways: readonly (readonly [name: string, write: (at: number) => string, way?: Way])[] = [
  ["dd/mm/yy", day("dd/mm/yy")],
  ["mm/dd/yy", day("mm/dd/yy")],
  ["dd.mm.yy HH:MM", day("dd.mm.yy HH:MM")],
  ["dd-mm-yyyy HH:MM", day("dd-mm-yyyy HH:MM")],
  ["mm-dd-yyyy", day("mm-dd-yyyy")],
  ["d.m.yyyy", day("d.m.yyyy")],
  ["m/d/yyyy", day("m/d/yyyy")],
  ["yyyy/m/d", day("yyyy/m/d")],
  ["Hungarian dots", day("yyyy.mm.dd.")],
  ["with r.", day("dd.mm.yyyy r.")],
  ["with г.", day("dd.mm.yyyyг.")],
  ["dd-mon-yy", worded("short", "dd-{b}-yy")],
  ["dd-MON-yy", worded("short", "dd-{B}-yy")],
  ["dd-MON-yyyy HH:MM", worded("short", "dd-{B}-yyyy HH:MM")],
  ["ddMONyyyy", worded("short", "dd{B}yyyy")],
  ["yyyy-Mon-dd", worded("short", "yyyy-{b}-dd")],
  ["of mail", worded("short", "{w}, dd {b} yyyy HH:MM:00 GMT")],
  ["of a browser", worded("short", "{w} {b} dd yyyy HH:MM:00 GMT+0100 (Central European Standard Time)")],
  ["of Unix", worded("short", "{w} {b} dd HH:MM:00 UTC yyyy")],
  ["English long", worded("en", "{b} d, yyyy")],
  ["English ordinal", (at) => worded("en", `{b} ${ordinal(new Date(at).getUTCDate())}, yyyy`)(at)],
  ["English clock", (at) => `${worded("en", "{b} d, yyyy")(at)} at ${clock(at)}`],
  ["Polish", worded("pl", "d {b} yyyy r.")],
  ["Polish capitals", worded("pl", "dd {B} yyyy")],
  ["Polish short", worded("skrót", "d {b} yyyy, HH:MM")],
  ["Polish letters apart", (at) => worded("pl", "d {b} yyyy")(at).normalize("NFD")],
  ["Russian", worded("ru", "d {b} yyyy г., HH:MM")],
  ["Russian short", worded("кратко", "d {b} yyyy г.")],
  ["German", worded("de", "d. {b} yyyy")],
  ["German short", worded("kurz", "dd. {b} yyyy HH:MM")],
  ["zone of Postgres", day("yyyy-mm-dd HH:MM:00+00")],
  ["zone of Postgres, parts", day("yyyy-mm-dd HH:MM:00.123456+02")],
  ["zone of India", day("yyyy-mm-ddTHH:MM:00+0530")],
  ["nanoseconds", day("yyyy-mm-ddTHH:MM:00.123456789Z")],
  ["named zone", day("yyyy-mm-dd HH:MM:00 CET")],
  ["named zone of Java", day("yyyy-mm-ddTHH:MM:00+01:00[Europe/Warsaw]")],
  ["yyyymmdd HH:MM", day("yyyymmdd HH:MM")],
  ["yyyymmddHHMMSS", day("yyyymmddHHMM07")],
  ["basic ISO", day("yyyymmddTHHMM00Z")],
  ["narrow space before PM", (at) => `${day("m/d/yy")(at)}, ${clock(at, "\u202f")}`],
  [
    "a.m. and p.m.",
    (at) => `${day("m/d/yyyy")(at)} ${clock(at).replace("AM", "a.m.").replace("PM", "p.m.")}`,
  ],
  ["clock first", day("HH:MM dd.mm.yyyy")],
  ["blank between no-break", day("dd.mm.yyyy\u00a0HH:MM")],
  ["quotes of a spreadsheet", (at) => `'${day("dd/mm/yyyy")(at)}`],
  ["Excel serials", (at) => String(Math.floor(serial(at)))],
  [
    "Excel serials, decimal comma",
    (at) => serial(at).toFixed(5).replace(".", ","),
    { delimiter: ";", money: comma },
  ],
  ["seconds", (at) => String(at / 1000)],
  ["seconds with parts", (at) => (at / 1000).toFixed(3)],
  ["milliseconds", String],
  ["microseconds", (at) => `${at}000`],
  ["nanoseconds counted", (at) => `${at}000000`],
  [
    "seconds under another name",
    (at) => String(at / 1000),
    { names: ["id", "customer", "created", "total"] },
  ],
];

const ordinal = (n: number): string =>
  `${n}${n % 10 === 1 && n !== 11 ? "st" : n % 10 === 2 && n !== 12 ? "nd" : n % 10 === 3 && n !== 13 ? "rd" : "th"}`;

const ambiguous: readonly (readonly [name: string, pattern: string])[] = [
  ["slashes", "dd/mm/yyyy"],
  ["slashes, American", "mm/dd/yyyy"],
  ["dashes", "dd-mm-yyyy"],
  ["two digits", "dd/mm/yy"],
  ["two digits and dashes", "dd-mm-yy"],
  ["two digits and dashes, American", "mm-dd-yy"],
  ["two digits, year first", "yy-mm-dd"],
];

export const days: readonly Case[] = [
  ...ways.map(([name, write, way = {}], i): Case => {
    const shop = sales(100 + i);
    return { name, file: table(shop, { ...way, day: write }), read: totals(shop) };
  }),
  ...ambiguous.map(([name, pattern], i): Case => {
    const shop = sales(200 + i, { latest: 12, from: 2009 });
    return {
      name: `day or month: ${name}`,
      file: table(shop, { day: day(pattern) }),
      ask: "sniff.ask.dates",
      read: totals(shop),
    };
  }),
  ...(["dd-mm-yy", "mm-dd-yy"] as const).map((pattern, i): Case => {
    const shop = sales(220 + i, { from: 2021 });
    return {
      name: `${pattern}, told by its days`,
      file: table(shop, { day: day(pattern) }),
      read: totals(shop),
    };
  }),
  (() => {
    const shop = sales(230);
    const known = shop.filter((_, i) => i % 6 !== 0);
    const bad = ["0000-00-00", "2024-02-30", "unknown", "2023-13-01"];
    let next = 0;
    return {
      name: "days that are none",
      file: table(shop, { day: (at) => (known.some((sale) => sale.at === at) ? iso(at) : bad[next++]!) }),
      read: { ...totals(known) },
    };
  })(),
];
