import { literal } from "../../tables/quote";

/** Words that stand where a customer should: orders without an account. Small letters, English, Polish, Russian. */
export const GUEST =
  "^((a |the )?(guest|anonymous|unknown|walk-?in|cash|retail|one-?time|no) ?(customer|client|user|buyer|sale|checkout|account)?s?|not set|\\(not set\\)|deleted( user| customer)?|gość|goście|anonim(owy)?|nieznany( klient)?|brak( klienta)?|bez konta|klient (detaliczny|gotówkowy|anonimowy|jednorazowy)|paragon|гость|аноним(ный)?|неизвестн(о|ый)( клиент| покупатель)?|розничн(ый|ая) (покупатель|клиент|продажа)|розница|частное лицо|физ\\.? ?лицо|без регистрации)$";

/** Ids of those who try the shop out. */
export const TEST =
  "(^|[^\\p{L}])(test|tester|testing|testowy|testowa|demo|dummy|sample|example|qa|тест|тестовый|демо)([^\\p{L}]|$)";

/** A test of `customer`: a word for a guest, or one of these ids. */
export function guestSql(ids: readonly string[]): string {
  const word = `regexp_matches(lower(customer), ${literal(GUEST)})`;
  return ids.length === 0 ? word : `(${word} OR customer IN (${ids.map(literal).join(", ")}))`;
}
