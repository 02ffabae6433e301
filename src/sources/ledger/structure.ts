import { identifier, literal } from "../../tables/quote";
import { FLAW, FLAW_SIGN, type Raw } from "../load";
import type { Facts } from "./facts";

/** Rows of the file that are no rows of data: a header in the middle, a sum at the end. */

/** Parts the cells of a row from each other. */
const SIGN = "\u001f";
/** Words that stand where a sum is, as a whole cell. Small letters; English, Polish, Russian. */
const TOTAL = `(^|${SIGN})((grand |sub-?|sub )?total(s)?( sum| amount)?:?|sum:?|(razem|suma|łącznie|ogółem|podsumowanie|w sumie)( końcow[ae]| całkowita)?:?|(итого|всего|сумма|общий итог|общая сумма|итог)( по отчёту| по отчету)?:?)(${SIGN}|$)`;

/** A cell of money, pieces or time that repeats its own column's name: two exports put together. */
export function headerSql({ spec }: Raw): string {
  const columns = [spec.roles.date, spec.roles.amount, spec.roles.quantity, spec.roles.price];
  const flaws = [...new Set(columns)].flatMap((name) =>
    name === undefined ? [] : [literal(`${name}${FLAW_SIGN}${name.trim().slice(0, 80)}`.toLowerCase())],
  );
  return flaws.length === 0 ? "false" : `coalesce(lower(${FLAW}) IN (${flaws.join(", ")}), false)`;
}

/**
 * A row that says it is a sum, in place of its customer, its order or its day; or in any column, where it has no
 * customer or no day. The words are looked for only there, since few rows lack either, and ids with digits are no words.
 */
export function totalSql({ spec, columns }: Raw, { customer, moment, wordy }: Facts): string {
  const row = (cells: readonly string[]): string =>
    `concat_ws(${[literal(SIGN), ...cells.map((cell) => `trim(${cell})`)].join(", ")})`;
  const order = spec.roles.order === undefined ? [] : [identifier(spec.roles.order)];
  const named = [customer, ...order];
  const texts = columns.filter(({ type }) => type === "text").map(({ name }) => identifier(name));
  const all = [...new Set([...named, ...texts]), `split_part(${FLAW}, ${literal(FLAW_SIGN)}, 2)`];
  // One search through the cells put in a row: building it anew for each of them takes longer than most files do.
  const found = (cells: string): string => `regexp_matches(lower(${cells}), ${literal(TOTAL)})`;
  const bare = `${customer} IS NULL OR ${moment} IS NULL`;
  return wordy
    ? found(`CASE WHEN ${bare} THEN ${row(all)} ELSE ${row(named)} END`)
    : `CASE WHEN ${bare} THEN ${found(row(all))} ELSE false END`;
}
