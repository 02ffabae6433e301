import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { sampleOf } from "../../src/sources/ledger/sample";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, DATA, fileAt, found, job, read, real, rules, textFile } from "./read";

/** Who is no customer, and money that must not be added. */

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const day = (i: number): string => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
const orders = (ids: readonly string[]) =>
  textFile(`customer_id,date,amount\n${ids.map((id, i) => `${id},${day(i)},10`).join("\n")}\n`);
const people = Array.from({ length: 30 }, (_, i) => `K${100 + (i % 12)}`);

/** Many words in one file: what they are is told row by row, so a file for each would prove nothing more. */
describe("guests", () => {
  const GUESTS = [
    ...["guest", "GUEST", "Walk-in", "unknown", "Anonymous", "Klient detaliczny"],
    ...["Гость", "физ. лицо", "(not set)"],
  ];
  test("are nobody to follow, each of them by name", async () => {
    const file = orders([...people, ...GUESTS, ...GUESTS]);
    const ledger = await read(engine, file);
    expect(found(ledger)["guest-customer"]).toBe(2 * GUESTS.length);
    expect(ledger.kept).toMatchObject({ rows: 30, customers: 12, money: 300 });
    expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    const sample = await sampleOf(engine, ledger.trail, "guest-customer", 50, job.signal);
    expect(new Set(sample.map(({ customer }) => customer))).toEqual(new Set(GUESTS));
  });

  test("digits are nobody when many rows bear them, and somebody when few do", async () => {
    const NOBODY = ["0", "000", "-1", "99999"];
    const crowd = [...people, ...people];
    const many = NOBODY.flatMap((id) => Array<string>(10).fill(id));
    expect(found(await read(engine, orders([...crowd, ...many])))["guest-customer"]).toBe(40);
    expect(found(await read(engine, orders([...crowd, ...people, ...NOBODY])))["guest-customer"]).toBe(0);
  });

  test("names and numbers that only resemble them are somebody", async () => {
    const SOMEBODY = ["Augustus Guest-Smith", "unknown.person@shop.pl", "Gościniak", "10", "9998"];
    const many = SOMEBODY.flatMap((id) => Array<string>(10).fill(id));
    expect(found(await read(engine, orders([...people, ...many])))["guest-customer"]).toBe(0);
  });
});

describe("tests", () => {
  test("are found, and kept until said; words that only hold the letters are none", async () => {
    const TESTS = ["test", "TEST-01", "demo_user", "jan@example.com", "qa 2", "тест"];
    const NONE = ["contest", "Latestino", "demos", "протест"];
    const file = orders([...people, ...TESTS, ...NONE]);
    const ledger = await read(engine, file);
    const sample = await sampleOf(engine, ledger.trail, "test-customer", 50, job.signal);
    expect(new Set(sample.map(({ customer }) => customer))).toEqual(new Set(TESTS));
    expect(found(ledger)["test-customer"]).toBe(TESTS.length);
    expect(ledger.kept.rows).toBe(people.length + TESTS.length + NONE.length);
    const without = await read(engine, file, {}, rules("keep", { "test-customer": "drop" }));
    expect(without.kept.rows).toBe(people.length + NONE.length);
  });
});

describe("currencies", () => {
  const file = textFile(
    `customer_id;date;amount;waluta\n${people.map((id, i) => `${id};${day(i)};${10 + i};${["PLN", "EUR", "pln"][i % 3]}`).join("\n")}\n`,
  );

  test("of several in a column one is asked for; the others are set aside and priced", async () => {
    const asked = await sniff(file);
    expect(asked.questions.map(({ code }) => code)).toEqual(["sniff.ask.currency"]);
    expect(asked.questions[0]!.answers.map(({ column }) => column)).toEqual(["PLN", "EUR"]);
    expect(asked.spec.currency).toBeUndefined();
    for (const [code, rows, money] of [
      ["EUR", 10, 245],
      ["PLN", 20, 490],
    ] as const) {
      const sniffed = await sniff(
        file,
        asked.questions[0]!.answers.find(({ column }) => column === code)!.overrides,
      );
      expect(sniffed.questions).toEqual([]);
      const ledger = await survey(engine, file, sniffed.spec, sniffed.ledger, job);
      expect(ledger.kept).toMatchObject({ rows, money });
      expect(ledger.currency).toBe(code);
      expect(found(ledger)["other-currency"]).toBe(30 - rows);
      expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    }
  });

  test("signs beside the amounts are told apart row by row", async () => {
    const signs = ["zł", "€", "$", "₽"];
    const mixed = textFile(
      `customer_id;date;amount\n${people.map((id, i) => `${id};${day(i)};${10 + i},50 ${signs[i % 4]}`).join("\n")}\n`,
    );
    const asked = await sniff(mixed);
    expect(asked.questions.map(({ code }) => code)).toEqual(["sniff.ask.currency"]);
    const sniffed = await sniff(mixed, { currency: "USD" });
    expect(sniffed.spec.roles).toMatchObject({ amount: "amount", currency: "amount" });
    const ledger = await survey(engine, mixed, sniffed.spec, sniffed.ledger, job);
    expect(ledger.kept).toMatchObject({ rows: 7, money: 2 + 6 + 10 + 14 + 18 + 22 + 26 + 7 * 10.5 });
  });

  test("a currency that comes later in the file than the first rows is set aside too", async () => {
    const late = textFile(
      `customer_id,date,amount,currency\n${Array.from({ length: 20_000 }, (_, i) => `K${i % 99},${day(i % 300)},1,${i < 19_990 ? "EUR" : "USD"}`).join("\n")}\n`,
    );
    const sniffed = await sniff(late);
    expect(sniffed.questions).toEqual([]);
    const ledger = await survey(engine, late, sniffed.spec, sniffed.ledger, job);
    expect(found(ledger)["other-currency"]).toBe(10);
    expect(ledger.kept.money).toBe(19_990);
  });

  test("one currency is no question", async () => {
    const one = await sniff(textFile(`customer_id,date,Total (EUR)\na,2024-01-01,5\nb,2024-01-02,6\n`));
    expect(one.questions).toEqual([]);
    expect(one.spec.currency).toBe("EUR");
  });
});

describe.skipIf(DATA === undefined)(
  `awkward people${DATA === undefined ? " (skipped: needs TENURE_DATA)" : ""}`,
  () => {
    const at = (name: string) => fileAt(real(`awkward/${name}`));

    test("40 % of the orders under id 0 are guests", async () => {
      expect(found(await read(engine, at("sem_guest_id_zero.csv")))["guest-customer"]).toBe(16);
    });
    test("test customers are found; without them the base file is left", async () => {
      const all = await read(engine, at("sem_test_customers.csv"));
      expect(found(all)["test-customer"]).toBe(4);
      expect(all.kept).toMatchObject({ customers: 16, orders: 44, money: 429_938.57 });
      const without = await read(
        engine,
        at("sem_test_customers.csv"),
        {},
        rules("keep", { "test-customer": "drop" }),
      );
      expect(without.kept).toMatchObject({ customers: 12, orders: 40, money: 29_942.57 });
    });
    test.each([
      ["PLN", 13_587.88],
      ["EUR", 3587.81],
      ["RUB", 12_766.88],
    ])("of a currency column %s is counted alone", async (currency, money) => {
      const ledger = await read(engine, at("sem_mixed_currencies_column.csv"), { currency });
      expect(ledger.kept.money).toBe(money);
    });
    test("four signs in one column are a question", async () => {
      const { questions } = await sniff(at("num_mixed_currency_symbols.csv"));
      expect(questions.find(({ code }) => code === "sniff.ask.currency")?.answers).toHaveLength(4);
    });
  },
);
