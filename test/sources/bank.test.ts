import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TenureError } from "../../src/terms/error";
import { sniff, survey, type Ledger, type Overrides, type Role, type Sniffed } from "../../src/sources";
import { load } from "../../src/sources/load";
import { identifier } from "../../src/tables/quote";
import { nodeEngine, type NodeEngine } from "../engine";
import { contained } from "./bank/packed";
import { days } from "./bank/days";
import { layout } from "./bank/layout";
import { clients } from "./bank/clients";
import { countries } from "./bank/countries";
import { reports } from "./bank/reports";
import { sideColumns, sides } from "./bank/sides";
import { shapes } from "./bank/shapes";
import { services } from "./bank/services";
import { numbers } from "./bank/numbers";
import { people } from "./bank/people";
import type { Case, Totals } from "./bank/shop";
import { adds, job, kept, readyParquet, rules } from "./read";

/** Every way to write a table that we know of: read right, asked with the right answer among those offered, or refused by its code. */

/** Of these only the reading of cells differs: they are counted as read, without a ledger, in a third of the time. */
const CELLS = new Set(["numbers", "days", "countries", "clients", "services", "shapes", "sides"]);
const everything = rules("keep", {
  "no-customer": "drop",
  "bad-date": "drop",
  "totals-row": "drop",
  "other-currency": "drop",
});

const bank: Readonly<Record<string, readonly Case[]>> = {
  numbers,
  days,
  layout,
  people,
  contained,
  reports,
  shapes,
  clients,
  countries,
  services,
  sides,
  sideColumns,
};

let engine: NodeEngine;
beforeAll(async () => {
  readyParquet();
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const said = (ledger: Ledger, wanted: Partial<Totals>): Partial<Totals> => {
  const all: Totals = kept(ledger);
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key as keyof Totals]]));
};

async function raw(file: File, { spec }: Sniffed, wanted: Partial<Totals>): Promise<Partial<Totals>> {
  const { sql } = await load(engine, file, "bank", spec, job);
  const of = (role: Role): string => identifier(spec.roles[role]!);
  const all = await engine.row(`SELECT count(*) AS rows, count(DISTINCT ${of("customer")}) AS customers,
    round(sum(${of("amount")}) * 100) AS cents, min(${of("date")})::DATE::VARCHAR AS first, max(${of("date")})::DATE::VARCHAR AS last
    FROM ${sql} WHERE ${of("date")} IS NOT NULL AND ${of("amount")} IS NOT NULL`);
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key] as never]));
}

async function count(
  file: File,
  sniffed: Sniffed,
  wanted: Partial<Totals>,
  light: boolean,
): Promise<Partial<Totals>> {
  if (light) return raw(file, sniffed, wanted);
  const ledger = await survey(engine, file, sniffed.spec, everything, job);
  expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
  return said(ledger, wanted);
}

for (const [name, cases] of Object.entries(bank))
  describe(name, () => {
    test.each(cases)("$name", async ({ file: given, read = {}, ask, refuse }) => {
      const file = await given;
      let sniffed: Sniffed;
      try {
        sniffed = await sniff(file);
      } catch (error) {
        expect(TenureError.from(error).code).toMatch(refuse ?? "no refusal at all");
        return;
      }
      const problems = sniffed.problems.map(({ code }) => code);
      if (refuse) {
        expect(problems.find((code) => refuse.test(code))).toBeDefined();
        return;
      }
      expect(problems).toEqual([]);
      expect(sniffed.questions.map(({ code }) => code)).toEqual(ask === undefined ? [] : [ask]);
      if (ask === undefined) {
        expect(await count(file, sniffed, read, CELLS.has(name))).toEqual(read);
        return;
      }
      const found = [];
      for (const { overrides } of sniffed.questions[0]!.answers) {
        const answered = await sniff(file, overrides satisfies Overrides);
        found.push(await count(file, answered, read, CELLS.has(name)));
      }
      expect(found).toContainEqual(read);
      expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length);
    });
  });
