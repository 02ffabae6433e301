/** Words in the name of a column of money that say what one of it is worth. Small letters, whole words but for their ends. */
const SCALES: readonly (readonly [times: number, words: RegExp])[] = [
  [
    1000,
    /(^|[^\p{L}\d])(tys|tsd|tis|тыс\p{L}*|тис|thousands?|thous|thd|in k|k(eur|usd|gbp|chf|pln)|t(eur|eu|usd|gbp|chf|pln|€)|k[€$£]|[€$£]k|kzł|milhares|miles|milliers|migliaia|bin tl|[€$£']?000s?)(?![\p{L}\d])|千/u,
  ],
  [10_000, /万|萬/u],
  [100_000, /(^|[^\p{L}\d])(lakhs?|lacs?)(?![\p{L}\d])/u],
  [
    1e6,
    /(^|[^\p{L}\d])(mln|mio|млн|millions?|millionen|milionów|миллион\p{L}*|m(eur|usd|gbp|chf|pln)|m[€$£]|[€$£]m|mm)(?![\p{L}\d])|百万/u,
  ],
  [1e7, /(^|[^\p{L}\d])crores?(?![\p{L}\d])/u],
  [1e8, /億|亿/u],
  [1e9, /(^|[^\p{L}\d])(mld|mrd|млрд|bn|billions?|milliarden|миллиард\p{L}*)(?![\p{L}\d])/u],
  [
    0.01,
    /(^|[^\p{L}\d])(cents?|centy|centów|centavos|centimes|centesimi|grosz\p{L}*|gr|коп|копе\p{L}*|kop|kopeck\p{L}*|pence|penny|pennies|paise|paisa|haléř\p{L}*|kuruş|pfennige?|öre|øre|minor units?|minor|分)(?![\p{L}\d])/u,
  ],
];

/** What one unit of a column of money is by its name: `Wartość (tys. zł)` → 1000, `amount_cents` → 0.01; null where it says nothing. */
export function scaleOf(name: string): number | null {
  const plain = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("_", " ");
  return SCALES.find(([, words]) => words.test(plain))?.[0] ?? null;
}
