import {
  comma,
  day,
  dot,
  encode,
  grouped,
  sales,
  text,
  totals,
  two,
  written,
  type Case,
  type Sale,
} from "./shop";

/** Reports as programs of companies print them: SAP, 1C, Comarch, tills, banks. */

const german = grouped(".", ",");
const polish = grouped("\u00a0", ",");
const back = (write: (cents: number) => string) => (cents: number) =>
  cents < 0 ? `${write(-cents)}-` : write(cents);
const clock = (at: number): string =>
  `${two(new Date(at).getUTCHours())}:${two(new Date(at).getUTCMinutes())}`;
const dollars = (cents: number): string => (cents < 0 ? `($${dot(-cents)})` : `$${dot(cents)}`);
const DOTS = day("dd.mm.yyyy");

export const made = (
  name: string,
  seed: number,
  write: (list: readonly Sale[]) => string | readonly string[] | File,
  own: Partial<Case> = {},
): Case => {
  const list = sales(seed, { back: seed % 2 === 0 });
  const file = write(list);
  return {
    name,
    file: file instanceof File ? file : text(typeof file === "string" ? file : file.join("\r\n")),
    read: totals(list),
    ...own,
  };
};

/** Cells filled up to the widest of their column. */
function boxed(rows: readonly (readonly string[])[], sign = "|"): string[] {
  const width = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => `${sign}${row.map((cell, i) => cell.padEnd(width[i]!)).join(sign)}${sign}`);
}

const sap = (list: readonly Sale[]): string[] => {
  const rows = boxed([
    ["Beleg", "Kunde", "Belegdatum", "Betrag", "Währg"],
    ...list.map(({ order, who, at, cents }) => [order, who, DOTS(at), back(german)(cents), "EUR"]),
    ["*", "", "", back(german)(totals(list).cents), "EUR"],
  ]);
  const line = "-".repeat(rows[0]!.length);
  const [head, ...cells] = rows;
  return [
    "02.01.2025          Dynamische Listenausgabe          1",
    line,
    head!,
    line,
    ...cells.slice(0, -1),
    line,
    cells.at(-1)!,
    line,
  ];
};

/** Customers once, their orders under them; a sum after each. */
export const byCustomer = (list: readonly Sale[]): readonly (readonly [string, readonly Sale[]])[] => {
  const ids = [...new Set(list.map(({ who }) => who))].sort();
  return ids.map((id) => [id, list.filter(({ who }) => who === id)] as const);
};
export const sum = (list: readonly Sale[]): number => totals(list).cents;

export const reports: readonly Case[] = [
  made("a list of SAP", 1001, sap),
  made("a list of SAP with pages", 1002, (l) => {
    const [title, line, head, , ...rows] = sap(l);
    return [
      title!,
      line!,
      head!,
      line!,
      ...rows.slice(0, 10),
      line!,
      "",
      "02.01.2025          Dynamische Listenausgabe          2",
      line!,
      head!,
      line!,
      ...rows.slice(10),
    ];
  }),
  made("1C with parameters above and two rows of names", 1003, (l) => [
    "Реализация товаров и услуг;;;;;",
    "Параметры:;Период: 01.01.2023 - 31.12.2025;;;;",
    ';"Отбор: Организация Равно ""Ромашка""";;;;',
    ";;;;;",
    "Документ;;Контрагент;;Сумма;",
    "Номер;Дата;Код;ИНН;Всего;НДС",
    ...l.map(({ order, who, at, cents }) =>
      [
        `КА-${order}`,
        `${DOTS(at)} ${clock(at)}:07`,
        who,
        "7701234567",
        polish(cents),
        polish(Math.round(cents / 6)),
      ].join(";"),
    ),
    `Итого;;;;${polish(sum(l))};`,
  ]),
  made("Optima with an ordinal, sums and who printed it", 1004, (l) => [
    "Lp.;Numer dokumentu;Data wyst.;Data sprzed.;Kod kontrahenta;Netto;VAT;Brutto;Waluta;",
    ...l.map(({ order, who, at, cents }, i) =>
      [
        i + 1,
        `FS/${order}/2024`,
        DOTS(at),
        DOTS(at),
        who,
        comma(Math.round(cents / 1.23)),
        comma(cents - Math.round(cents / 1.23)),
        comma(cents),
        "PLN",
        "",
      ].join(";"),
    ),
    `;;;;Razem:;;;${comma(sum(l))};PLN;`,
    ";;;;;;;;;",
    "Wydrukowano: 2025-01-02 10:11 przez: ADMIN;;;;;;;;;",
  ]),
  made("Subiekt, in cp1250 with quotes", 1005, (l) =>
    text(
      encode(
        written(
          [
            [
              "Numer",
              "Data wystawienia",
              "Nabywca",
              "Wartość netto",
              "Wartość VAT",
              "Wartość brutto",
              "Zapłacono",
            ],
            ...l.map(({ order, who, at, cents }) => [
              `PA ${order}/MAG/2024`,
              DOTS(at),
              `Żółw "${who}" s.c.`,
              comma(cents - 100),
              "1,00",
              comma(cents),
              comma(cents),
            ]),
          ],
          { delimiter: ";", end: "\r\n", quoted: true },
        ),
        "windows-1250",
      ),
    ),
  ),
  made("sums for each customer, as Excel makes them", 1006, (l) => [
    "Customer,Order,Date,Amount",
    ...byCustomer(l).flatMap(([id, own]) => [
      ...own.map(({ order, at, cents }) => `${id},${order},${day("yyyy-mm-dd")(at)},${dot(cents)}`),
      `${id} Total,,,${dot(sum(own))}`,
    ]),
    `Grand Total,,,${dot(sum(l))}`,
  ]),
  made("sums for each customer in Polish", 1007, (l) => [
    "Klient;Numer;Data;Kwota",
    ...byCustomer(l).flatMap(([id, own]) => [
      ...own.map(({ order, at, cents }) => `${id};${order};${DOTS(at)};${comma(cents)}`),
      `${id} Suma;;;${comma(sum(own))}`,
    ]),
    `Suma końcowa;;;${comma(sum(l))}`,
  ]),
  made("sums before each customer in Russian", 1008, (l) => [
    "Покупатель;Номер;Дата;Сумма",
    ...byCustomer(l).flatMap(([id, own]) => [
      ...own.map(({ order, at, cents }) => `${id};${order};${DOTS(at)};${polish(cents)}`),
      `Итого по ${id};;;${polish(sum(own))}`,
    ]),
  ]),
  made("sums for each customer in German", 1009, (l) => [
    "Kunde;Beleg;Datum;Betrag",
    ...byCustomer(l).flatMap(([id, own]) => [
      ...own.map(({ order, at, cents }) => `${id};${order};${DOTS(at)};${german(cents)}`),
      `Ergebnis ${id};;;${german(sum(own))}`,
    ]),
    `Gesamtergebnis;;;${german(sum(l))}`,
  ]),
  made(
    "each customer named once, above the orders",
    1011,
    (l) => [
      "Customer,Order,Date,Amount",
      ...byCustomer(l).flatMap(([id, own]) =>
        own.map(
          ({ order, at, cents }, i) => `${i === 0 ? id : ""},${order},${day("yyyy-mm-dd")(at)},${dot(cents)}`,
        ),
      ),
    ],
    { ask: "sniff.ask.blanks" },
  ),
  made("a till with day and clock apart", 1012, (l) => [
    "Date,Time,Time Zone,Gross Sales,Net Sales,Customer ID,Transaction ID,Event Type",
    ...l.map(
      ({ order, who, at, cents }) =>
        `${day("mm/dd/yy")(at)},${clock(at)}:00,Eastern Time (US & Canada),${dollars(cents)},${dollars(cents)},${who},${order},Payment`,
    ),
  ]),
  made("visits with how long they took", 1013, (l) => [
    "visit_id,client_id,duration,visit_date,total_paid",
    ...l.map(
      ({ order, who, at, cents }, i) =>
        `${order},${who},00:${two(i + 10)}:00,${day("yyyy-mm-dd")(at)},${dot(cents)}`,
    ),
  ]),
  made("a bank: hashes before names, what is left behind each row", 1014, (l) => [
    "mBank S.A.;",
    "Lista operacji;",
    "Za okres:;01.01.2023;31.12.2025;",
    "",
    "#Data operacji;#Opis operacji;#Nadawca;#Kategoria;#Kwota;#Saldo po operacji;",
    ...l.map(
      ({ who, at, cents }, i) =>
        `${day("yyyy-mm-dd")(at)};"PRZELEW   ZEWNĘTRZNY";"${who}";"Wpływy";${polish(cents)} PLN;${polish(1_000_000 + 7 * i)} PLN;`,
    ),
  ]),
];
