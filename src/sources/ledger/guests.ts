import { literal } from "../../tables/quote";

/** Words that stand where a customer should: orders without an account. Small letters, English, Polish, Russian. */
export const GUEST =
  "^((a |the )?(guest|anonymous|unknown|walk-?in|cash|retail|one-?time|no) ?(customer|client|user|buyer|sale|checkout|account)?s?|not set|\\(not set\\)|deleted( user| customer)?|gość|goście|anonim(owy)?|nieznany( klient)?|brak( klienta)?|bez konta|klient (detaliczny|gotówkowy|anonimowy|jednorazowy)|paragon|гость|аноним(ный)?|неизвестн(о|ый)( клиент| покупатель)?|розничн(ый|ая) (покупатель|клиент|продажа)|розница|частное лицо|физ\\.? ?лицо|без регистрации)$";

/** Ids of those who try the shop out. */
const TRIAL = "test|tester|testing|testowy|testowa|demo|dummy|sample|example|qa|тест|тестовый|демо";
export const TEST = `(^|[^\\p{L}])(${TRIAL})([^\\p{L}]|$)`;

/** Digits that programs write for nobody; they may also be somebody's number. */
const NOBODY = "^(0+|-1|9{4,})$";

/** Finds every id in small letters that is one of these, and some that are none: cheap to build and to search by. */
export const PERHAPS = `${NOBODY}|${GUEST}|${TRIAL}`;

const [isGuest, isTest, isNobody] = [GUEST, TEST, NOBODY].map((pattern) => new RegExp(pattern, "u"));

/** What an id says of itself, in small letters. */
export const kindOf = (small: string): { guest: boolean; test: boolean; nobody: boolean } => ({
  guest: isGuest!.test(small),
  test: isTest!.test(small),
  nobody: isNobody!.test(small),
});

/** Tests of `customer` by its letters, where there are too many such ids to name them. */
export const GUEST_SQL = `regexp_matches(lower(customer), ${literal(GUEST)})`;
export const TEST_SQL = `regexp_matches(lower(customer), ${literal(TEST)})`;
