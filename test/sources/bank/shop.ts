/** The same kind of shop written down in many ways: what is in it is known, how it is written is the trap. */

export interface Sale {
  readonly order: string;
  readonly who: string;
  /** UTC milliseconds of the wall clock, whole minutes. */
  readonly at: number;
  /** Below zero: given back. */
  readonly cents: number;
}

/** What a file must come to; what is left out is not asked. */
export interface Totals {
  readonly rows: number;
  readonly customers: number;
  readonly cents: number;
  readonly first: string;
  readonly last: string;
}

export interface Case {
  readonly name: string;
  readonly file: File | Promise<File>;
  /** Read so, with no question; or asked by this code, and read so after the right answer; or refused by this code. */
  readonly read?: Partial<Totals>;
  readonly ask?: string;
  readonly refuse?: RegExp;
}

/** Numbers between 0 and 1, the same ones for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DAY = 86_400_000;
export const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

export interface Kinds {
  readonly back?: boolean;
  /** Days of the month no later than this: what is day and what is month cannot be told. */
  readonly latest?: number;
  readonly from?: number;
  readonly most?: number;
}

/** Twenty-four sales to nine people; some amounts over a thousand, days beyond the twelfth. */
export function sales(
  seed: number,
  { back = false, latest = 31, from = 2023, most = 500_000 }: Kinds = {},
): Sale[] {
  const next = random(seed);
  const list: Sale[] = [];
  for (let i = 0; i < 24; i++) {
    let at = 0;
    do at = Date.UTC(from, 0, 1) + Math.floor(next() * 800) * DAY;
    while (new Date(at).getUTCDate() > latest || (i === 0 && new Date(at).getUTCDate() <= 12 && latest > 12));
    const size = i % 3 === 0 ? most : 90_000;
    const cents = Math.max(101, Math.floor(next() * size)) + (i === 0 ? 200_001 : 0);
    list.push({
      order: `A${1000 + i}`,
      who: `K${100 + Math.floor(next() * 9)}`,
      at: at + Math.floor(next() * 1440) * 60_000,
      cents: back && i % 5 === 4 ? -cents : cents,
    });
  }
  return list;
}

export const totals = (list: readonly Sale[]): Totals => ({
  rows: list.length,
  customers: new Set(list.map(({ who }) => who)).size,
  cents: list.reduce((sum, { cents }) => sum + cents, 0),
  first: iso(Math.min(...list.map(({ at }) => at))),
  last: iso(Math.max(...list.map(({ at }) => at))),
});

/** How one program writes its tables. */
export interface Way {
  readonly names?: readonly [order: string, who: string, at: string, amount: string];
  readonly delimiter?: string;
  readonly end?: string;
  readonly day?: (at: number) => string;
  readonly money?: (cents: number) => string;
  readonly who?: (id: string) => string;
  readonly quoted?: boolean;
}

export const two = (n: number): string => String(n).padStart(2, "0");
/** `d.m.y` and the like: letters as in the layouts of the product, `H` and `M` for the clock. */
export const day =
  (pattern: string) =>
  (at: number): string => {
    const date = new Date(at);
    const parts: Readonly<Record<string, string>> = {
      yyyy: String(date.getUTCFullYear()),
      yy: String(date.getUTCFullYear()).slice(2),
      mm: two(date.getUTCMonth() + 1),
      dd: two(date.getUTCDate()),
      m: String(date.getUTCMonth() + 1),
      d: String(date.getUTCDate()),
      HH: two(date.getUTCHours()),
      MM: two(date.getUTCMinutes()),
    };
    return pattern.replace(/yyyy|yy|mm|dd|HH|MM|\bm\b|\bd\b/g, (part) => parts[part]!);
  };

/** `1234567` cents → `12 345,67`. */
export const grouped =
  (thousands: string, decimal: string, by: RegExp = /\B(?=(\d{3})+$)/g) =>
  (cents: number): string => {
    const [whole, part] = (Math.abs(cents) / 100).toFixed(2).split(".");
    return `${cents < 0 ? "-" : ""}${whole!.replace(by, thousands)}${decimal}${part}`;
  };
export const dot: (cents: number) => string = grouped("", ".");
export const comma: (cents: number) => string = grouped("", ",");

export function grid(list: readonly Sale[], way: Way = {}): string[][] {
  const {
    names = ["order_id", "customer_id", "order_date", "amount"],
    money = dot,
    who = (id: string): string => id,
  } = way;
  const at = way.day ?? day("yyyy-mm-dd");
  return [[...names], ...list.map((sale) => [sale.order, who(sale.who), at(sale.at), money(sale.cents)])];
}

export function written(rows: readonly (readonly string[])[], way: Way = {}): string {
  const { delimiter = ",", end = "\n", quoted = false } = way;
  const cell = (text: string): string =>
    quoted || text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(delimiter) + end).join("");
}

export const text = (content: string | Uint8Array<ArrayBuffer>, name = "orders.csv"): File =>
  new File([content], name);
export const table = (list: readonly Sale[], way: Way = {}): File => text(written(grid(list, way), way));

const pairs = new Map<string, ReadonlyMap<string, readonly [number, number]>>();
/** Letters of an encoding of two bytes, by what they decode from. */
function doubled(encoding: string): ReadonlyMap<string, readonly [number, number]> {
  const known = pairs.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0xfe; lead > 0x80; lead--)
    for (let trail = 0xfe; trail >= 0x40; trail--) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && letter !== "\ufffd") found.set(letter, [lead, trail]);
    }
  pairs.set(encoding, found);
  return found;
}

/** Encodings turned round. */
export function encode(content: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(content);
  if (encoding.startsWith("utf-16")) {
    const bytes = new Uint8Array(content.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < content.length; i++)
      view.setUint16(i * 2, content.charCodeAt(i), encoding === "utf-16le");
    return bytes;
  }
  if (/^(shift_jis|gb18030|big5|euc-kr)$/.test(encoding)) {
    const letters = doubled(encoding);
    return Uint8Array.from(
      Array.from(content).flatMap((letter) =>
        letter < "\x80" ? [letter.charCodeAt(0)] : letters.get(letter)!,
      ),
    );
  }
  const high = new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128));
  return Uint8Array.from(content, (letter) =>
    letter < "\x80" ? letter.charCodeAt(0) : 128 + high.indexOf(letter),
  );
}

/** A case whose file is written from seeded sales, every second shop with returns, and which must be read to their totals. */
export const made = (
  name: string,
  seed: number,
  write: (list: readonly Sale[]) => string | File,
  own: Partial<Case> = {},
): Case => {
  const list = sales(seed, { back: seed % 2 === 0 });
  const file = write(list);
  return { name, file: typeof file === "string" ? text(file) : file, read: totals(list), ...own };
};
