import { identifier } from "../../tables/quote";
import type { LoadJob, SourceEngine } from "../load";
import { EVENINGS, type Evening } from "../spec";

/** Every kind of blank; RE2's `\s` knows the plain ones only. */
const BLANK = "[\\s\\x{00A0}\\x{2000}-\\x{200B}\\x{202F}\\x{3000}\\x{FEFF}]+";

/** An id as it is compared, in SQL; nothing left is no id. */
export function evenedSql(column: string, ways: readonly Evening[]): string {
  const nfc = ways.includes("nfc") ? `nfc_normalize(${column})` : column;
  const small = ways.includes("case") ? `lower(${nfc})` : nfc;
  return ways.includes("trim") ? `nullif(trim(regexp_replace(${small}, '${BLANK}', ' ', 'g')), '')` : small;
}

/** What evening out would do to the customers of a file. */
export interface Evened {
  readonly way: Evening;
  /** Ids that would become another's, and so would disappear. */
  readonly fewer: number;
  /** Only where the other ways offered are taken too: ids may differ in blanks and in capitals at once. */
  readonly together: boolean;
  /** Some that would become one. */
  readonly examples: readonly (readonly string[])[];
}

const EXAMPLES = 3;

/**
 * Customers' ids that differ only in blanks, in capitals, or in how letters are put together; each way on top of what
 * is evened out already, else on top of all others. Ways that change nothing even so are left out.
 */
export async function evenings(
  engine: SourceEngine,
  table: string,
  customer: string,
  chosen: readonly Evening[],
  job: Pick<LoadJob, "signal">,
): Promise<readonly Evened[]> {
  const id = identifier(customer);
  const ids = `(SELECT DISTINCT ${id}::VARCHAR AS id FROM ${table} WHERE ${id} IS NOT NULL)`;
  const glance = await engine.query(
    `SELECT ${["[^!-~]", "[A-Z]", "[a-z]"].map((signs, i) => `coalesce(bool_or(regexp_matches(id, '${signs}')), false)::INTEGER AS n${i}`).join(", ")} FROM ${ids}`,
    job.signal,
  );
  const [odd, large, small] = glance.values.map((column) => Number(column[0]) === 1);
  const found: Evened[] = [];
  for (const way of EVENINGS) {
    // Plain letters and digits have neither blanks nor marks to put together; all of one case, no second.
    if (!odd && (way !== "case" || !large || !small)) continue;
    const without = (ways: readonly Evening[]): Evening[] => ways.filter((one) => one !== way);
    const saved = (others: readonly Evening[]): string =>
      `(count(DISTINCT ${evenedSql("id", others)}) - count(DISTINCT ${evenedSql("id", [...others, way])}))::DOUBLE`;
    const counts = await engine.query(
      `SELECT ${saved(without(chosen))} AS alone, ${saved(without(EVENINGS))} AS together FROM ${ids}`,
      job.signal,
    );
    const [alone, all] = counts.values.map((column) => Number(column[0]));
    const fewer = alone! > 0 ? alone! : all!;
    if (fewer <= 0) continue;
    const others = without(alone! > 0 ? chosen : EVENINGS);
    const before = evenedSql("id", others);
    const after = evenedSql("id", [...others, way]);
    const shown = await engine.query(
      `SELECT array_to_string(list_sort(list(DISTINCT id))[1:3], chr(31)) AS ids FROM ${ids}
       GROUP BY ${after} HAVING count(DISTINCT ${before}) > 1 ORDER BY 1 LIMIT ${EXAMPLES}`,
      job.signal,
    );
    const examples = (shown.values[0] as readonly string[]).map((text) => text.split("\u001f"));
    found.push({ way, fewer, together: alone! <= 0, examples });
  }
  return found;
}
