import type { Column } from "./read/columns";
import type { Problem } from "../terms/error";
import { readNumber, type NumberGuess } from "./read/numbers";
import { anySides, plain, sideColumns, type Sides } from "./read/sides";
import type { Roles } from "./roles";
import type { Overrides, Question, ReadSpec } from "./spec";

/** Debits and credits: which are money that came in, is asked; a bank's list and a customer's ledger differ in it. */

const EXAMPLES = 2;

type Read = Pick<ReadSpec, "minus" | "plus">;
const readOf = ({ minus, plus }: Sides): Read => ({ minus: minus.join("|"), plus: plus.join("|") });

/** What the column of signs makes of amounts, where nobody need be asked; null where somebody must, or there is none. */
export function sidesRead(columns: readonly Column[], roles: Roles, said: Read = {}): Read | null {
  const side = columns.find(({ name }) => name === roles.sign);
  if (!side) return null;
  if (said.minus !== undefined && said.plus !== undefined) {
    const known = new Set([...said.minus.split("|"), ...said.plus.split("|")]);
    // Said of another column: its values are not those.
    if (side.filled.every((cell) => known.has(plain(cell)))) return { minus: said.minus, plus: said.plus };
  }
  const [only, ...others] = anySides(side);
  return only?.clear && others.length === 0 ? readOf(only) : null;
}

/** `sniff.ask.side`: one column says of each amount which side it is on. */
function sideQuestion(
  columns: readonly Column[],
  roles: Roles,
  numbers: NumberGuess,
  said: Overrides,
): Question[] {
  const side = columns.find(({ name }) => name === roles.sign);
  const money = columns.find(({ name }) => name === (roles.amount ?? roles.price));
  if (!side || !money || sidesRead(columns, roles, said.read) !== null) return [];
  const rowOf = (words: readonly string[]): number =>
    side.cells.findIndex(
      (cell, row) => words.includes(plain(cell)) && readNumber(money.cells[row]!, numbers) > 0,
    );
  const ways = anySides(side);
  const words = [...new Set(side.filled.map((cell) => cell.trim()))];
  const rows = words
    .map((word) => rowOf([plain(word)]))
    .filter((row) => row >= 0)
    .slice(0, EXAMPLES);
  const samples = rows.map((row) => `${money.cells[row]!.trim()} ${side.cells[row]!.trim()}`);
  const value = (row: number, minus: readonly string[]): string =>
    String(readNumber(money.cells[row]!, numbers) * (minus.includes(plain(side.cells[row]!)) ? -1 : 1));
  const written = (list: readonly string[]): string =>
    words.filter((word) => list.includes(plain(word))).join(", ") || list.join(", ");
  return [
    {
      code: "sniff.ask.side",
      params: { column: side.name, sample: samples[0] ?? "", words: words.join(", ") },
      role: "sign",
      answers: [
        ...ways.map((way) => ({
          column: side.name,
          samples,
          read: rows.map((row) => value(row, way.minus)),
          means: { code: "sniff.means.minus", params: { word: written(way.minus) } },
          overrides: { roles: { sign: side.name }, read: readOf(way) },
        })),
        // Of one side alone, read as written is read as what adds.
        ...(words.length < 2
          ? []
          : [
              {
                column: side.name,
                samples,
                read: rows.map((row) => value(row, [])),
                means: { code: "sniff.means.unsigned", params: {} },
                overrides: { roles: { sign: null } },
              },
            ]),
      ],
    },
  ];
}

/** `sniff.ask.columns`: debits in one column, credits in another. */
function columnsQuestion(
  columns: readonly Column[],
  roles: Roles,
  numbers: NumberGuess,
  said: Overrides,
): Question[] {
  const two = sideColumns(columns);
  if (!two || two.clear || said.roles?.amount !== undefined || roles.amount !== two.plus.name) return [];
  const filled = (column: Column): number =>
    column.cells.findIndex((cell) => Math.abs(readNumber(cell, numbers)) > 0);
  const answer = (plus: Column, minus: Column) => {
    const rows = [plus, minus].flatMap((column) => {
      const row = filled(column);
      return row < 0
        ? []
        : [{ column, amount: readNumber(column.cells[row]!, numbers), cell: column.cells[row]! }];
    });
    return {
      column: plus.name,
      samples: rows.map(({ column, cell }) => `${column.name} ${cell.trim()}`),
      read: rows.map(({ column, amount }) => String(column === plus ? amount : -Math.abs(amount))),
      means: { code: "sniff.means.less", params: { plus: plus.name, minus: minus.name } },
      overrides: { roles: { amount: plus.name, refunded: minus.name } },
    };
  };
  return [
    {
      code: "sniff.ask.columns",
      params: { minus: two.minus.name, plus: two.plus.name },
      role: "amount",
      answers: [answer(two.plus, two.minus), answer(two.minus, two.plus)],
    },
  ];
}

/** What only the reader knows of debits and credits. */
export const sideQuestions = (...about: Parameters<typeof sideQuestion>): Question[] => [
  ...sideQuestion(...about),
  ...columnsQuestion(...about),
];

/**
 * `source.mixed-signs`, where a column is taken off another and has amounts of either sign: entries put right below zero
 * (storno) could not be told from amounts that merely carry their sign.
 */
export function mixedSides(
  columns: readonly Column[],
  roles: Roles,
  numbers: NumberGuess,
  file: string,
): Problem[] {
  const two = sideColumns(columns);
  const back = columns.find(({ name }) => name === roles.refunded);
  if (!two || !back || (back !== two.minus && back !== two.plus)) return [];
  const signs = new Set(back.filled.map((cell) => Math.sign(readNumber(cell, numbers))));
  if (!signs.has(1) || !signs.has(-1)) return [];
  const column = back.name;
  return [{ code: "source.mixed-signs", params: { file, column }, at: { file, column } }];
}
