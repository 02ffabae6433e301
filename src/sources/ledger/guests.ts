import { literal } from "../../tables/quote";
import type { LoadJob, Raw, SourceEngine } from "../load";

/** Words that stand where a customer should: orders without an account. Small letters, English, Polish, Russian. */
export const GUEST =
  "^((a |the )?(guest|anonymous|unknown|walk-?in|cash|retail|one-?time|no) ?(customer|client|user|buyer|sale|checkout|account)?s?|not set|\\(not set\\)|deleted( user| customer)?|gość|goście|anonim(owy)?|nieznany( klient)?|brak( klienta)?|bez konta|klient (detaliczny|gotówkowy|anonimowy|jednorazowy)|paragon|гость|аноним(ный)?|неизвестн(о|ый)( клиент| покупатель)?|розничн(ый|ая) (покупатель|клиент|продажа)|розница|частное лицо|физ\\.? ?лицо|без регистрации)$";

/** Digits that programs write for nobody; they may also be somebody's number. */
const NOBODY = "^(0+|-1|9{4,})$";
/** So large a share of the rows under such a number is no person. */
const MUCH = 0.05;

/** Ids of those who try the shop out. */
export const TEST =
  "(^|[^\\p{L}])(test|tester|testing|testowy|testowa|demo|dummy|sample|example|qa|тест|тестовый|демо)([^\\p{L}]|$)";

/** Ids of digits that stand for nobody, and hold so many rows that they can be no person. */
export async function manyAs(
  engine: SourceEngine,
  raw: Raw,
  customer: string,
  job: LoadJob,
): Promise<readonly string[]> {
  const found = await engine.query(
    `WITH n AS (SELECT ${customer} AS id, count(*) AS n FROM ${raw.sql} GROUP BY ALL)
     SELECT id FROM n WHERE regexp_matches(id, ${literal(NOBODY)}) AND n >= ${MUCH} * (SELECT sum(n) FROM n)`,
    job.signal,
  );
  return [...(found.values[0] as readonly string[])];
}

/** A test of `customer`: a word for a guest, or one of these ids. */
export function guestSql(ids: readonly string[]): string {
  const word = `regexp_matches(lower(customer), ${literal(GUEST)})`;
  return ids.length === 0 ? word : `(${word} OR customer IN (${ids.map(literal).join(", ")}))`;
}
