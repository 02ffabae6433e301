import { dot, grid, sales, table, text, totals, written, type Case, type Sale } from "./shop";

/** Ids that careless readers merge, lose or split. */

const count = (list: readonly Sale[], who: (sale: Sale, i: number) => string): Case["read"] & object => ({
  ...totals(list),
  customers: new Set(list.map(who)).size,
});

function ids(
  name: string,
  seed: number,
  who: (sale: Sale, i: number) => string,
  read?: (id: string) => string,
): Case {
  const list = sales(seed);
  const rows = grid(list).map((row, i) =>
    i === 0 ? row : [row[0]!, who(list[i - 1]!, i), row[2]!, row[3]!],
  );
  return {
    name,
    file: text(written(rows)),
    read: count(list, (sale, i) => (read ?? ((id) => id))(who(sale, i + 1))),
  };
}

export const people: readonly Case[] = [
  ids("beyond 2^53", 501, ({ who }) => `900719925474099${who.slice(1)}`),
  ids("forty digits", 502, ({ who }) => `1234567890123456789012345678901234567${who.slice(1)}`),
  ids("zeros before some", 503, ({ who }, i) => `${i % 2 === 0 ? "00" : ""}${who.slice(1)}`),
  ids("all as floats", 504, ({ who }) => `${who.slice(1)}.0`),
  ids("some as floats, some as words", 505, ({ who }, i) => (i % 2 === 0 ? `${who.slice(1)}.0` : who)),
  ids("letters apart and together", 506, ({ who }, i) => (i % 2 === 0 ? `Zoé ${who}` : `Zoe\u0301 ${who}`)),
  ids("Latin and Cyrillic twins", 507, ({ who }, i) => (i % 2 === 0 ? `A${who}` : `А${who}`)),
  ids("faces", 508, ({ who }) => `${who} 👩‍🚀`),
  ids("mail in capitals", 509, ({ who }, i) => (i % 2 === 0 ? `${who}@example.com` : `${who}@EXAMPLE.com`)),
  ids("numbers below zero", 510, ({ who }) => `-${who.slice(1)}`),
  ids("with slashes like days", 511, ({ who }) => `${who.slice(1)}/2023`),
  ids("like yyyymmdd", 512, ({ who }) => `20230${who.slice(1)}`),
  ids("like amounts", 513, ({ who }) => `${who.slice(1)}.50`),
  ids("of a telephone", 514, ({ who }) => `+48 600 000 ${who.slice(1)}`),
  ids("of a formula", 515, ({ who }) => `=HYPERLINK("${who}")`),
  ids("in braces", 516, ({ who }) => `{6F9619FF-8B86-D011-B42D-00C04FC96${who.slice(1)}}`),
  (() => {
    const list = sales(520);
    const none = ["", "NULL", "n/a", "  ", "brak", "нет"];
    const known = list.filter((_, i) => i % 4 !== 0);
    let next = 0;
    const rows = grid(list).map((row, i) =>
      i > 0 && !known.includes(list[i - 1]!) ? [row[0]!, none[next++]!, row[2]!, row[3]!] : row,
    );
    return { name: "nobody in six ways", file: text(written(rows)), read: totals(known) };
  })(),
  (() => {
    const list = sales(521);
    return {
      name: "each row twice",
      file: text(written([...grid(list), ...grid(list).slice(1)])),
      read: { ...totals(list), rows: 48, cents: 2 * totals(list).cents },
    };
  })(),
  (() => {
    const list = sales(522);
    return {
      name: "names that are properties of objects",
      file: table(list, { names: ["constructor", "__proto__ customer", "toString date", "valueOf amount"] }),
      read: totals(list),
    };
  })(),
  (() => {
    const list = sales(523);
    const rows = grid(list).map((row, i) =>
      i === 0 ? [...row, "currency"] : [...row, i % 2 === 0 ? "PLN" : "EUR"],
    );
    const pln = list.filter((_, i) => (i + 1) % 2 === 0);
    return {
      name: "two currencies",
      file: text(written(rows)),
      ask: "sniff.ask.currency",
      read: totals(pln),
    };
  })(),
  (() => {
    const list = sales(524);
    const signs = ["€", "£", "$"];
    let next = 0;
    const sign: string[] = [];
    const file = table(list, {
      money: (c) => `${(sign[next] = signs[next % 3]!)}${dot(c)}${next++ < 0 ? "" : ""}`,
    });
    return {
      name: "three signs of money",
      file,
      ask: "sniff.ask.currency",
      read: totals(list.filter((_, i) => sign[i] === "€")),
    };
  })(),
];
