import { comma, day, dot, grouped, sales, table, totals, type Case, type Way } from "./shop";

/** Amounts as the world writes them. */

const INDIAN = /\B(?=(\d{2})*\d{3}$)/g;
const digits = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
const german = grouped(".", ",");
const english = grouped(",", ".");
const polish = grouped("\u00a0", ",");
const minus = (write: (cents: number) => string, by: (text: string) => string) => (cents: number) =>
  cents < 0 ? by(write(-cents)) : write(cents);

const ledger = (c: number): string => `${english(Math.abs(c))} ${c < 0 ? "Cr" : "Dr"}`;

const ways: readonly (readonly [name: string, way: Way, back?: boolean, most?: number])[] = [
  ["Indian groups", { money: grouped(",", ".", INDIAN) }, false, 900_000_00],
  [
    "Indian groups and rupees before",
    { money: (c) => `₹${grouped(",", ".", INDIAN)(c)}` },
    false,
    900_000_00,
  ],
  ["Rs. before", { money: (c) => `Rs. ${grouped(",", ".", INDIAN)(c)}` }, false, 900_000_00],
  ["Swiss apostrophes", { money: (c) => `CHF ${grouped("'", ".")(c)}` }],
  ["Swiss typographic apostrophes", { money: grouped("’", "."), delimiter: ";" }],
  ["thin spaces", { money: grouped("\u2009", ","), delimiter: ";" }],
  ["figure spaces", { money: grouped("\u2007", ","), delimiter: ";" }],
  ["narrow spaces, rouble behind", { money: (c) => `${grouped("\u202f", ",")(c)}\u00a0₽`, delimiter: ";" }],
  ["roubles as a word", { money: (c) => `${grouped(" ", ",")(c)} руб.`, delimiter: "\t" }],
  ["Arabic digits", { money: (c) => digits(0x660)(grouped("٬", "٫")(c)), delimiter: ";" }],
  ["Persian digits", { money: (c) => digits(0x6f0)(grouped("٬", "٫")(c)), delimiter: ";" }],
  ["DR and CR behind", { money: (c) => `${english(Math.abs(c))} ${c < 0 ? "DR" : "CR"}` }, true],
  ["DR glued", { money: minus(dot, (t) => `${t}Dr`) }, true],
  ["DR is what a customer owes", { money: ledger }, true],
  ["minus behind", { money: minus(german, (t) => `${t}-`), delimiter: ";" }, true],
  ["minus behind, then money", { money: minus(polish, (t) => `${t}- zł`), delimiter: ";" }, true],
  [
    "minus behind the money",
    {
      money: minus(
        (c) => `${polish(c)} zł`,
        (t) => `${t}-`,
      ),
      delimiter: ";",
    },
    true,
  ],
  [
    "parentheses around money too",
    {
      money: minus(
        (c) => `${polish(c)} zł`,
        (t) => `(${t})`,
      ),
      delimiter: ";",
    },
    true,
  ],
  [
    "parentheses around dollars",
    {
      money: minus(
        (c) => `$${english(c)}`,
        (t) => `(${t})`,
      ),
    },
    true,
  ],
  ["dollars before parentheses", { money: (c) => `$${c < 0 ? `(${english(-c)})` : english(c)}` }, true],
  [
    "U+2212 before euro",
    {
      money: minus(
        (c) => `€${german(c)}`,
        (t) => `−${t}`,
      ),
      delimiter: ";",
    },
    true,
  ],
  ["dollar before minus", { money: (c) => `$${english(c)}` }, true],
  [
    "minus before dollar",
    {
      money: minus(
        (c) => `$${english(c)}`,
        (t) => `-${t}`,
      ),
    },
    true,
  ],
  ["minus apart", { money: minus(german, (t) => `- ${t} €`), delimiter: ";" }, true],
  ["code glued before", { money: (c) => `USD${english(c)}` }],
  ["code glued behind", { money: (c) => `${dot(c)}USD` }],
  ["EUR behind", { money: (c) => `${german(c)} EUR`, delimiter: ";" }],
  ["zł before", { money: (c) => `zł ${german(c)}`, delimiter: ";" }],
  ["kr.", { money: (c) => `kr. ${german(c)}`, delimiter: ";" }],
  ["R$", { money: (c) => `R$ ${german(c)}`, delimiter: ";" }],
  ["US$", { money: (c) => `US$${english(c)}` }],
  [
    "CA$ and minus",
    {
      money: minus(
        (c) => `CA$${english(c)}`,
        (t) => `-${t}`,
      ),
    },
    true,
  ],
  ["powers of ten", { money: (c) => (c / 100).toExponential(8).toUpperCase() }],
  [
    "powers of ten, decimal comma",
    { money: (c) => (c / 100).toExponential(8).toUpperCase().replace(".", ","), delimiter: ";" },
  ],
  ["plus before", { money: (c) => (c < 0 ? dot(c) : `+${dot(c)}`) }, true],
  ["apostrophe of a spreadsheet", { money: (c) => `'${comma(c)}`, delimiter: ";" }],
  ["blanks around", { money: (c) => `  ${comma(c)}\u00a0`, delimiter: "\t" }],
  ["equals and quotes of a spreadsheet", { money: (c) => `="${dot(c)}"` }],
  ["float ids beside decimal commas", { money: comma, who: (id) => `${id.slice(1)}.0`, delimiter: ";" }],
  ["days with dots beside points", { money: dot, day: day("dd.mm.yyyy") }],
];

export const numbers: readonly Case[] = [
  ...ways.map(([name, way, back = false, most]): Case => {
    const list = sales(name.length * 7 + 1, { back, ...(most ? { most } : {}) });
    const ask = /^DR /.test(name) ? { ask: "sniff.ask.debit" } : {};
    return { name, file: table(list, way), read: totals(list), ...ask };
  }),
  ...(["yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy"] as const).map((pattern, i): Case => {
    // 1.234 for each: thousands, or parts of one.
    const list = sales(40 + i).map((sale) => ({ ...sale, cents: 100_000 + (sale.cents % 8_999) * 100 }));
    const way = { day: day(pattern), delimiter: ";", money: (c: number) => german(c).replace(/,00$/, "") };
    return {
      name: `1.234 and days ${pattern}`,
      file: table(list, way),
      ask: "sniff.ask.decimal",
      read: totals(list),
    };
  }),
  ...["tys. zł", "k", "mln", "тыс."].map((unit, i): Case => {
    const list = sales(60 + i);
    return {
      name: `thousands said in a word: ${unit}`,
      file: table(list, { money: (c) => `${comma(c / 1000)} ${unit}`, delimiter: ";" }),
      refuse: /^source\.no-amount$/,
    };
  }),
];
