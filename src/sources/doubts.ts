import type { Column } from "./read/columns";
import { readNumber, saysDebit, type NumberGuess } from "./read/numbers";
import { plainName } from "./read/names";
import { scaleOf } from "./read/scaled";
import type { Roles } from "./roles";
import { sideQuestions } from "./sides";
import type { Overrides, Question, Role } from "./spec";

/** Questions that are seldom asked: where a file can be read in two ways that both make sense. */

const SAMPLES = 5;
const some = (cells: readonly string[]): string[] =>
  [...new Set(cells.map((cell) => cell.trim().slice(0, 80)))].slice(0, SAMPLES);

/** Money whose column speaks of thousands or of pennies, while its cells do not. */
function scaleQuestion(money: Column, role: Role, numbers: NumberGuess): Question[] {
  const times = scaleOf(money.name);
  const samples = some(money.filled.filter((cell) => !Number.isNaN(readNumber(cell, numbers))));
  if (times === null || samples.length === 0) return [];
  const read = (scale: number): string[] =>
    samples.map((cell) => String(Number((readNumber(cell, numbers) * scale).toPrecision(15))));
  return [
    {
      code: "sniff.ask.scale",
      params: { sample: samples[0]!, column: money.name },
      role,
      answers: [times, 1].map((scale) => ({
        column: money.name,
        samples,
        read: read(scale),
        overrides: { read: { scale } },
      })),
    },
  ];
}

/** `DR` and `CR`: what takes away in an account's own list is owed, and so bought, in a customer's ledger. */
function debitQuestion(money: Column, role: Role, numbers: NumberGuess): Question[] {
  const said = some(money.filled.filter(saysDebit));
  if (said.length === 0) return [];
  return [
    {
      code: "sniff.ask.debit",
      params: { sample: said[0]!, column: money.name },
      role,
      answers: (["minus", "plus"] as const).map((debit) => ({
        column: money.name,
        samples: said,
        read: said.map((cell) => String(readNumber(cell, { ...numbers, debit }))),
        overrides: { read: { debit } },
      })),
    },
  ];
}

/** Parts whose column may be taken for another of the same name. */
const TOLD_APART: readonly Role[] = ["customer", "date", "amount", "price", "quantity", "order"];

/** Two columns under one name: the second is called `amount 2`, and nothing says which is meant. */
function twinQuestions(columns: readonly Column[], roles: Roles, said: Overrides["roles"] = {}): Question[] {
  return TOLD_APART.flatMap((role): Question[] => {
    const first = columns.find(({ name }) => name === roles[role]);
    if (!first || said[role] !== undefined) return [];
    const base = first.name.replace(/ \d+$/, "").toLowerCase();
    const twins = columns.filter(
      (one) =>
        one === first ||
        (one.filled.length > 0 && one.type === first.type && isTwin(one.name.toLowerCase(), base)),
    );
    const differ = twins.filter((one) => one.cells.some((cell, row) => cell !== first.cells[row]));
    if (differ.length === 0) return [];
    return [
      {
        code: "sniff.ask.twins",
        params: { column: first.name },
        role,
        answers: [first, ...differ].map((one) => ({
          column: one.name,
          samples: some(one.filled),
          overrides: { roles: { [role]: one.name } },
        })),
      },
    ];
  });
}
/** `amount 2` beside `amount`; a file that numbers its own columns (`Address 1`, `Address 2`) has none without number. */
const isTwin = (name: string, base: string): boolean =>
  name === base || (name.startsWith(`${base} `) && /^ \d+$/.test(name.slice(base.length)));

/** Share of rows without a customer from which on they are a way of writing, not a lack; fewer rows tell nothing. */
const MANY = 0.3;
const FEWEST = 6;

/** Each customer named once, and the orders under the name: as pivot tables and printed reports do. */
function blankQuestion(columns: readonly Column[], roles: Roles): Question[] {
  const of = (role: Role): Column | undefined => columns.find(({ name }) => name === roles[role]);
  const [who, days, money] = [of("customer"), of("date"), of("amount") ?? of("price")];
  if (!who || !days || !money) return [];
  const rows = who.cells.flatMap((cell, row) =>
    days.cells[row]?.trim() && money.cells[row]?.trim() ? [{ row, name: cell.trim() }] : [],
  );
  const named = rows.filter(({ name }) => name !== "");
  const blank = rows.length - named.length;
  const once = new Set(named.map(({ name }) => plainName(name))).size === named.length;
  if (!once || named.length < 2 || rows[0]?.name === "" || rows.length < FEWEST || blank < rows.length * MANY)
    return [];
  const at = rows.findIndex(({ name }) => name === "");
  const above = rows.slice(0, at).at(-1)?.name ?? "";
  return [
    {
      code: "sniff.ask.blanks",
      params: { blank, rows: rows.length, column: who.name },
      role: "customer",
      answers: [
        {
          column: who.name,
          samples: some(who.filled),
          means: { code: "sniff.means.above", params: { name: above } },
          overrides: { read: { blanks: "above" } },
        },
        {
          column: who.name,
          samples: some(who.filled),
          means: { code: "sniff.means.nobody", params: { rows: blank } },
          overrides: { read: { blanks: "nobody" } },
        },
      ],
    },
  ];
}

/** All of them that the reader has not answered. */
export function doubts(
  columns: readonly Column[],
  roles: Roles,
  numbers: NumberGuess,
  said: Overrides,
  layout: boolean,
): Question[] {
  const role = roles.amount === undefined ? "price" : "amount";
  const money = columns.find(({ name }) => name === roles[role]);
  const { scale, debit, blanks } = said.read ?? {};
  return [
    ...(money && scale === undefined ? scaleQuestion(money, role, numbers) : []),
    ...(money && debit === undefined ? debitQuestion(money, role, numbers) : []),
    ...sideQuestions(columns, roles, numbers, said),
    // A known layout says which of its columns are meant, and fills its own blanks.
    ...(layout ? [] : twinQuestions(columns, roles, said.roles)),
    ...(layout || blanks !== undefined ? [] : blankQuestion(columns, roles)),
  ];
}
