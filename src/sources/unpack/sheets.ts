/** Sheets of one layout in a workbook: a month each, a shop each. */

/** One sheet as texts, row by row. */
export type Table = readonly (readonly string[])[];

/** Every sheet of the fullest one's layout. No sheet can be called so. */
export const ALL = "*";

/** A header stands among so many first rows, and has at least so many names. */
const TOP = 20;
const LEAST = 3;

const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== "").length;
const keyOf = (row: readonly string[]): string =>
  row
    .map((cell) => cell.trim())
    .join("\u241f")
    .replace(/\u241f+$/, "");

/**
 * Which row of a table (from 0) is the header of another too: the same names in the same order, nearly as wide as
 * either table. Null where they are laid out otherwise.
 */
function headIn(table: Table, other: Table): number | null {
  const [rows, others] = [table.slice(0, TOP), other.slice(0, TOP)];
  const widest = Math.max(LEAST, ...[...rows, ...others].map((row) => filled(row) - 1));
  const known = new Set(others.map(keyOf));
  const at = rows.findIndex(
    (row) =>
      filled(row) >= widest && known.has(keyOf(row)) && !row.some((cell) => /^[-−\d\s.,:]+$/.test(cell)),
  );
  return at < 0 ? null : at;
}

/** Names of the sheets laid out as the fullest is, itself among them. A copy of some of its rows is left out. */
export function alike(tables: ReadonlyMap<string, Table>, fullest: string): readonly string[] {
  const most = tables.get(fullest)!;
  const known = new Set(most.map(keyOf));
  return [...tables].flatMap(([name, table]) => {
    if (name === fullest) return [name];
    const head = headIn(table, most);
    const own =
      head !== null && table.slice(head + 1).some((row) => filled(row) > 1 && !known.has(keyOf(row)));
    return own ? [name] : [];
  });
}

/** Their rows one under the other below the header of the first, with a last column that says whose each is. */
export function together(tables: ReadonlyMap<string, Table>, fullest: string): Table {
  const names = alike(tables, fullest);
  const most = tables.get(fullest)!;
  const width = Math.max(...names.flatMap((name) => tables.get(name)!.map((row) => row.length)));
  return names.flatMap((name, i) => {
    const table = tables.get(name)!;
    // On its own a table has no other to know its header by; the widest of its first rows is as good.
    const head = headIn(
      table,
      name === fullest ? (tables.get(names.find((one) => one !== name)!) ?? table) : most,
    );
    return table.flatMap((row, at) => {
      if (i > 0 && head !== null && at <= head) return [];
      const says = at === head ? "sheet" : filled(row) > 0 && at > (head ?? -1) ? name : "";
      return [[...row, ...Array<string>(width - row.length).fill(""), says]];
    });
  });
}
