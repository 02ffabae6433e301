import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { TenureError } from "../../src/terms/error";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, job, kept, readyParquet, rules } from "./read";

/** One way a program somewhere writes tables. */
interface Convention {
  readonly delimiter: string;
  readonly decimal: "." | ",";
  readonly thousands: "" | " " | "\u00a0" | "." | ",";
  readonly date: "iso" | "dots" | "slashes" | "words";
  readonly encoding: "utf-8" | "utf-8 with mark" | "utf-16le" | "windows-1250" | "windows-1251";
  readonly quoted: boolean;
  readonly crlf: boolean;
}

const convention = fc
  .record({
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    decimal: fc.constantFrom(".", ","),
    thousands: fc.constantFrom("", " ", "\u00a0", ".", ","),
    date: fc.constantFrom("iso", "dots", "slashes", "words"),
    encoding: fc.constantFrom("utf-8", "utf-8 with mark", "utf-16le", "windows-1250", "windows-1251"),
    quoted: fc.boolean(),
    crlf: fc.boolean(),
  })
  .filter(({ decimal, thousands }) => decimal !== thousands) as fc.Arbitrary<Convention>;

/** Amounts show cents, and one is over a thousand: what no reader could know is not asked of ours. */
const orders = fc.array(
  fc.record({
    who: fc.constantFrom("0017", "17", "zażółć", "gęśl, jaźń", 'a "b" c', "x;y|z", "9007199254740993"),
    day: fc.integer({ min: 0, max: 700 }),
    cents: fc.integer({ min: 1, max: 99_999_999 }),
  }),
  { minLength: 12, maxLength: 40 },
);
type Order = { readonly who: string; readonly day: number; readonly cents: number };

const CYRILLIC: Readonly<Record<string, string>> = { zażółć: "Жёлтый", "gęśl, jaźń": "Иванов, Пётр" };
const MONTHS =
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(
    " ",
  );
const RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(
  " ",
);

/** The bytes 128 … 255 of an encoding, turned round. */
function encode(text: string, encoding: Convention["encoding"]): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-8 with mark") return new TextEncoder().encode(`\uFEFF${text}`);
  if (encoding === "utf-16le")
    return new Uint8Array(
      Uint16Array.from([0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))]).buffer,
    );
  const high = new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128));
  const bytes = Array.from(text, (letter) =>
    letter < "\x80" ? letter.charCodeAt(0) : 128 + high.indexOf(letter),
  );
  return Uint8Array.from(bytes);
}

function write(list: readonly Order[], how: Convention): File {
  const russian = how.encoding === "windows-1251";
  const at = (day: number): Date => new Date(Date.UTC(2023, 0, 13 + day));
  const two = (n: number): string => String(n).padStart(2, "0");
  const days = (day: number): string => {
    const [y, m, d] = [at(day).getUTCFullYear(), at(day).getUTCMonth(), at(day).getUTCDate()];
    if (how.date === "iso") return `${y}-${two(m + 1)}-${two(d)}`;
    if (how.date === "words") return `${d} ${(russian ? RUSSIAN : MONTHS)[m]} ${y}`;
    const sign = how.date === "dots" ? "." : "/";
    return [two(d), two(m + 1), y].join(sign);
  };
  const money = (cents: number): string => {
    const [whole, part] = (cents / 100).toFixed(2).split(".");
    return `${whole!.replace(/\B(?=(\d{3})+$)/g, how.thousands)}${how.decimal}${part}`;
  };
  const cell = (text: string): string =>
    how.quoted || text.includes(how.delimiter) || text.includes('"')
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const who = (name: string): string => (russian ? (CYRILLIC[name] ?? name) : name);
  const rows = list.map((order) => [who(order.who), days(order.day), money(order.cents)]);
  const end = how.crlf ? "\r\n" : "\n";
  const text = [["customer", "order date", "amount"], ...rows]
    .map((row) => row.map(cell).join(how.delimiter))
    .join(end);
  return new File([encode(text + end, how.encoding)], "orders.csv");
}

describe("any table in any convention", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    readyParquet();
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  test("is read back to the cent and to the day", async () => {
    // A day past the twelfth decides which number is the day; a sum over a thousand shows how thousands are parted.
    const fixed: readonly Order[] = [
      { who: "zażółć", day: 0, cents: 123_456_789 },
      { who: "17", day: 15, cents: 1050 },
    ];
    await fc.assert(
      fc.asyncProperty(orders, convention, async (some, how) => {
        const list = [...fixed, ...some];
        const file = write(list, how);
        const sniffed = await sniff(file);
        expect(sniffed.questions).toEqual([]);
        const ledger = await survey(engine, file, sniffed.spec, rules("keep"), job);
        const [first, last] = [
          Math.min(...list.map(({ day }) => day)),
          Math.max(...list.map(({ day }) => day)),
        ];
        const iso = (day: number): string => new Date(Date.UTC(2023, 0, 13 + day)).toISOString().slice(0, 10);
        expect(kept(ledger)).toMatchObject({
          rows: list.length,
          customers: new Set(list.map(({ who }) => who)).size,
          cents: list.reduce((sum, { cents }) => sum + cents, 0),
          first: iso(first),
          last: iso(last),
        });
        expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test("bytes of any kind end in an answer or in a coded error", async () => {
    const seeds: readonly Uint8Array[] = [
      encode("a;b;c\n1;2024-01-05;2,50\n", "utf-8"),
      Uint8Array.of(0x50, 0x41, 0x52, 0x31, 0, 0, 0, 0, 0x50, 0x41, 0x52, 0x31),
      Uint8Array.of(0x41, 0x52, 0x52, 0x4f, 0x57, 0x31, 0, 0, 0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x10, 0, 0, 0, 0x0c, 0, 0, 0),
      Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0),
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0),
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      encode('[{"a":1},{"a":', "utf-8"),
      encode("<table><tr><td>a", "utf-8"),
    ];
    const bytes = fc
      .tuple(fc.constantFrom(...seeds), fc.uint8Array({ maxLength: 400 }), fc.boolean())
      .map(([seed, noise, before]) => Uint8Array.from(before ? [...seed, ...noise] : [...noise, ...seed]));
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const file = new File([content], "orders.csv");
        try {
          const sniffed = await sniff(file);
          if (sniffed.problems.length + sniffed.questions.length > 0) return;
          const ledger = await survey(engine, file, sniffed.spec, rules("keep"), job);
          expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
        } catch (error) {
          expect(error).toBeInstanceOf(TenureError);
          expect((error as TenureError).code).toMatch(/^source\./);
        }
      }),
      { numRuns: 150, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false },
    );
  }, 60_000);
});
