import type { Column } from "./read/columns";
import { currencies, currencyOf } from "./read/currency";
import { readNumber, type NumberGuess } from "./read/numbers";
import { doubts } from "./doubts";
import type { RoleGuess } from "./roles";
import type { Overrides, Question } from "./spec";

const SAMPLES = 5;

/** Some of a column's values, each once. */
export const samples = (column: Column): string[] =>
  [...new Set(column.filled.map((cell) => cell.trim().slice(0, 80)))].slice(0, SAMPLES);

/** Amounts of several currencies are never added: the reader says which one is counted. */
function currencyQuestion(
  columns: readonly Column[],
  roles: RoleGuess["roles"],
  codes: readonly string[],
): Question {
  const of = (name: string | undefined) => columns.find((column) => column.name === name)?.cells ?? [];
  const [said, money] = [of(roles.currency), of(roles.amount ?? roles.price)];
  return {
    code: "sniff.ask.currency",
    params: { n: codes.length },
    role: "currency",
    answers: codes.map((code) => {
      const rows = said.flatMap((cell, row) => (currencyOf(cell) === code ? [row] : []));
      return {
        column: code,
        samples: rows.slice(0, SAMPLES).map((row) => money[row] ?? ""),
        overrides: { currency: code },
      };
    }),
  };
}

/** What only the reader can know. */
export function questionsOf(
  columns: readonly Column[],
  roles: RoleGuess,
  numbers: NumberGuess,
  overrides: Overrides,
  days: Question | null,
  layout: boolean,
): Question[] {
  const asked: Question[] = [];
  if (roles.customers.length > 0) {
    asked.push({
      code: "sniff.ask.customer",
      params: { columns: roles.customers.length },
      role: "customer",
      answers: roles.customers.map((column) => ({
        column: column.name,
        samples: samples(column),
        overrides: { roles: { customer: column.name } },
      })),
    });
  }
  if (days) asked.push(days);
  const codes = currencies(columns, roles.roles);
  if (codes.length > 1 && overrides.currency === undefined) {
    asked.push(currencyQuestion(columns, roles.roles, codes));
  }
  const money = columns.find(({ name }) => name === (roles.roles.amount ?? roles.roles.price));
  if (money && numbers.clear === "unclear" && overrides.read?.decimal === undefined) {
    const ways = [
      { decimal: ".", thousands: "," },
      { decimal: ",", thousands: "." },
    ] as const;
    asked.push({
      code: "sniff.ask.decimal",
      params: { sample: numbers.sample },
      role: "amount",
      answers: ways.map((way) => ({
        column: money.name,
        samples: samples(money),
        read: samples(money).map((cell) => String(readNumber(cell, way))),
        overrides: { read: way },
      })),
    });
  }
  return [...asked, ...doubts(columns, roles.roles, numbers, overrides, layout)];
}
