import { book } from "./books";
import { comma, day, dot, made, sales, text, totals, written, type Case, type Sale, type Way } from "./shop";

/** Debits and credits: the sign stands in a column of its own, or each side has one. Seeds are even: half give back. */

const magnitude = ({ cents }: Sale, money: (cents: number) => string): string => money(Math.abs(cents));

/** Amounts without sign, and beside them what each is. */
const beside = (
  list: readonly Sale[],
  names: readonly [order: string, who: string, at: string, amount: string, side: string],
  [minus, plus]: readonly [string, string],
  { money = dot, day: at = day("yyyy-mm-dd"), ...way }: Way = {},
): string =>
  written(
    [
      [...names],
      ...list.map((sale) => [
        sale.order,
        sale.who,
        at(sale.at),
        magnitude(sale, money),
        sale.cents < 0 ? minus : plus,
      ]),
    ],
    way,
  );

/** A column for each side; what stands on the other is empty, or nought. */
const apart = (
  list: readonly Sale[],
  names: readonly [order: string, who: string, at: string, minus: string, plus: string],
  {
    money = dot,
    day: at = day("yyyy-mm-dd"),
    nothing = "",
    ...way
  }: Way & { readonly nothing?: string } = {},
): string =>
  written(
    [
      [...names],
      ...list.map((sale) => [
        sale.order,
        sale.who,
        at(sale.at),
        sale.cents < 0 ? magnitude(sale, money) : nothing,
        sale.cents < 0 ? nothing : magnitude(sale, money),
      ]),
    ],
    way,
  );

const SIDE = { ask: "sniff.ask.side" } as const;
const COLUMNS = { ask: "sniff.ask.columns" } as const;
const german = { money: comma, day: day("dd.mm.yyyy"), delimiter: ";" };

export const sides: readonly Case[] = [
  made(
    "a ledger of Tally: Dr and Cr beside the amount",
    1002,
    (l) =>
      beside(l, ["Vch No.", "Customer", "Date", "Amount", "Dr/Cr"], ["Cr", "Dr"], { day: day("dd-mm-yyyy") }),
    SIDE,
  ),
  made(
    "a bank's list: D and C",
    1004,
    (l) => beside(l, ["Reference", "Customer ID", "Booking date", "Amount", "D/C"], ["D", "C"]),
    SIDE,
  ),
  made(
    "SAP: S and H, debits are sales",
    1006,
    (l) => beside(l, ["Belegnummer", "Debitor", "Belegdatum", "Betrag", "S/H"], ["H", "S"], german),
    SIDE,
  ),
  made(
    "DATEV: Soll/Haben-Kennzeichen",
    1008,
    (l) =>
      beside(
        l,
        ["Belegnummer", "Kundennummer", "Datum", "Umsatz", "Soll/Haben-Kennzeichen"],
        ["H", "S"],
        german,
      ),
    SIDE,
  ),
  made(
    "Polish books: Wn and Ma",
    1010,
    (l) => beside(l, ["Nr dokumentu", "Kontrahent", "Data", "Kwota", "Strona"], ["Ma", "Wn"], german),
    SIDE,
  ),
  made(
    "Russian books: Дт and Кт",
    1012,
    (l) => beside(l, ["Номер документа", "Контрагент", "Дата", "Сумма", "Дт/Кт"], ["Кт", "Дт"], german),
    SIDE,
  ),
  made(
    "whole words, with dots and capitals",
    1014,
    (l) => beside(l, ["order_id", "customer_id", "date", "amount", "type"], ["DEBIT", "Credit"]),
    SIDE,
  ),
  made(
    "ISO 20022: CRDT and DBIT",
    1016,
    (l) =>
      beside(l, ["EndToEndId", "customer_id", "BookgDt date", "Amt amount", "CdtDbtInd"], ["DBIT", "CRDT"]),
    SIDE,
  ),
  made(
    "a Czech ledger: MD and D",
    1018,
    (l) => beside(l, ["doklad", "Zákazník", "Datum", "Částka", "MD/D"], ["D", "MD"], german),
    SIDE,
  ),
  made("signs that stand alone: no question", 1020, (l) =>
    beside(l, ["order_id", "customer_id", "date", "amount", "sign"], ["-", "+"]),
  ),
  made("a minus or nothing, as of old", 1022, (l) =>
    beside(l, ["order_id", "customer_id", "date", "amount", "sign"], ["-", ""]),
  ),
  made("a Dutch bank: Af and Bij: no question", 1024, (l) =>
    beside(l, ["Mededeling", "Klant", "Datum", "Bedrag", "Af Bij"], ["Af", "Bij"], {
      ...german,
      day: day("yyyymmdd"),
    }),
  ),
  made("amounts with signs and their sides beside them: no question", 1026, (l) =>
    written([
      ["order_id", "customer_id", "date", "amount", "D/C"],
      ...l.map(({ order, who, at, cents }) => [
        order,
        who,
        day("yyyy-mm-dd")(at),
        dot(cents),
        cents < 0 ? "D" : "C",
      ]),
    ]),
  ),
  made(
    "one side only, and a column whose name says that it is one",
    1027,
    (l) => beside(l, ["order_id", "customer_id", "date", "amount", "Debit/Credit"], ["C", "D"]),
    SIDE,
  ),
  made("letters that are no sides: no question", 1029, (l) =>
    written([
      ["order_id", "customer_id", "date", "amount", "variant"],
      ...l.map(({ order, who, at, cents }, i) => [
        order,
        who,
        day("yyyy-mm-dd")(at),
        dot(cents),
        "AB"[i % 2]!,
      ]),
    ]),
  ),
  made(
    "sides in a workbook",
    1030,
    (l) =>
      book({
        A: {
          rows: [
            ["Doc", "Customer", "Date", "Amount", "Dr/Cr"],
            ...l.map(({ order, who, at, cents }) => [
              order,
              who,
              day("yyyy-mm-dd")(at),
              Math.abs(cents) / 100,
              cents < 0 ? "Cr" : "Dr",
            ]),
          ],
        },
      }),
    SIDE,
  ),
  made(
    "a side that is neither: those rows are not read",
    1032,
    (l) =>
      beside(l, ["order_id", "customer_id", "date", "amount", "D/C"], ["D", "C"]).replace(
        /\n[^\n]*,[DC]\n$/,
        (row) => row.replace(/[DC]\n$/, "\n"),
      ),
    { ...SIDE, read: totals(sales(1032, { back: true }).slice(0, -1)) },
  ),
];

/** They are added up by the ledger. */
export const sideColumns: readonly Case[] = [
  made(
    "Debit and Credit, a column each: a customer's ledger",
    1034,
    (l) =>
      // A sale is a debit there.
      apart(l, ["Invoice", "Customer", "Date", "Credit", "Debit"]),
    COLUMNS,
  ),
  made(
    "a bank's list with noughts on the other side",
    1036,
    (l) => apart(l, ["Ref", "Customer ID", "Date", "Debit amount", "Credit amount"], { nothing: "0.00" }),
    COLUMNS,
  ),
  made(
    "Soll and Haben",
    1038,
    (l) => apart(l, ["Belegnummer", "Kunde", "Datum", "Haben", "Soll"], german),
    COLUMNS,
  ),
  made(
    "Kwota Wn and Kwota Ma",
    1040,
    (l) => apart(l, ["Dokument", "Kontrahent", "Data", "Kwota Ma", "Kwota Wn"], german),
    COLUMNS,
  ),
  made(
    "Дебет and Кредит",
    1042,
    (l) => apart(l, ["Документ", "Контрагент", "Дата", "Кредит", "Дебет"], german),
    COLUMNS,
  ),
  made("money paid out and paid in: no question", 1044, (l) =>
    apart(l, ["Reference", "Customer", "Date", "Paid out (£)", "Paid in (£)"]),
  ),
  made("Przychód and Rozchód: no question", 1046, (l) =>
    apart(l, ["Dokument", "Klient", "Data", "Rozchód", "Przychód"], german),
  ),
  made("a dash where there is nothing, and a balance", 1048, (l) => {
    let balance = 0;
    return written([
      ["Ref", "Customer", "Date", "Withdrawals", "Deposits", "Balance"],
      ...l.map(({ order, who, at, cents }) => {
        balance += cents;
        const [out, into] = cents < 0 ? [dot(-cents), "-"] : ["-", dot(cents)];
        return [order, who, day("yyyy-mm-dd")(at), out, into, dot(balance)];
      }),
    ]);
  }),
  made(
    "entries put right below zero among debits and credits",
    1050,
    (l) => `${apart(l, ["Document", "Customer", "Date", "Debit", "Credit"])}A1,K1,2024-01-02,-5.00,\n`,
    { refuse: /^source\.mixed-signs$/ },
  ),
  {
    name: "debits written below zero in their own column",
    file: text(
      "Ref,Customer,Date,Money out,Money in\nA1,K1,2024-01-15,,50.00\nA2,K2,2024-01-16,-7.25,\nA3,K1,2024-02-17,,20.00\n",
    ),
    read: { rows: 3, customers: 2, cents: 6275 },
  },
];
