/** Encodings of two bytes a letter: those of Japan, China, Taiwan and Korea. WHATWG labels. */
export const TWO_BYTES = ["shift_jis", "euc-kr", "gb18030", "big5"] as const;
type TwoBytes = (typeof TWO_BYTES)[number];

/** Different letters that tell; fewer may be an accident of another encoding. */
const FEWEST = 8;
/** East Asian letters stand beside each other; accents of European words stand alone. */
const TOGETHER = 0.8;

interface Pair {
  readonly lead: number;
  readonly trail: number;
  readonly beside: boolean;
}

/** The bytes beyond ASCII two by two, as all four are cut; each pair once, for a word may stand in every row. */
function pairsOf(bytes: Uint8Array, single: (byte: number) => boolean): readonly Pair[] {
  const pairs = new Map<number, { lead: number; trail: number; beside: boolean }>();
  let before: { beside: boolean } | null = null;
  for (let i = 0; i + 1 < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80 || single(lead)) {
      before = null;
      continue;
    }
    const trail = bytes[++i]!;
    const pair = pairs.get(lead * 256 + trail) ?? { lead, trail, beside: false };
    pairs.set(lead * 256 + trail, pair);
    if (before) before.beside = pair.beside = true;
    before = pair;
  }
  return [...pairs.values()];
}

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

/**
 * What the letters met most are written as: kana and the commoner kanji; the Hangul of KS X 1001; the first level of
 * GB 2312; the first level of Big5. Russian, Greek and Hebrew letters in a row fall outside of all four.
 */
const COMMON: Readonly<Record<TwoBytes, (pairs: readonly Pair[]) => boolean>> = {
  shift_jis: (pairs) => share(pairs, ({ lead }) => within(lead, 0x81, 0x97)) >= 0.8 && !capitals(pairs),
  "euc-kr": (pairs) =>
    share(pairs, ({ lead, trail }) => (within(lead, 0xb0, 0xc8) || lead <= 0xa3) && trail >= 0xa1) >= 0.95 &&
    !capitals(pairs),
  gb18030: (pairs) =>
    share(pairs, ({ lead, trail }) => (within(lead, 0xb0, 0xd7) || lead <= 0xa3) && trail >= 0xa1) >= 0.85 &&
    !capitals(pairs),
  big5: (pairs) =>
    share(pairs, ({ lead }) => within(lead, 0xa1, 0xc6)) >= 0.9 &&
    share(pairs, ({ trail }) => trail < 0x80) >= 0.15,
};

/** Capitals of one-byte Cyrillic and Greek keep to one third of what may stand second. */
const capitals = (pairs: readonly Pair[]): boolean =>
  [0x80, 0xb0, 0xc0].some((from) => share(pairs, ({ trail }) => within(trail, from, from + 31)) >= 0.6);

const share = (pairs: readonly Pair[], test: (pair: Pair) => boolean): number =>
  pairs.filter(test).length / pairs.length;

/** The encoding of two bytes in which a piece of text is well formed and made of common letters; null: none is. */
export function twoBytes(piece: Uint8Array, cut: boolean): TwoBytes | null {
  // A line end is never half a letter.
  const bytes = cut ? piece.subarray(piece.indexOf(10) + 1) : piece;
  const found = TWO_BYTES.find((label) => {
    try {
      new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    } catch {
      return false;
    }
    const kana = label === "shift_jis";
    const pairs = pairsOf(bytes, (byte) => kana && within(byte, 0xa1, 0xdf));
    const singles = kana ? bytes.filter((byte) => within(byte, 0xa1, 0xdf)).length : 0;
    return (
      pairs.length >= FEWEST &&
      // Bytes that are kana of half width alone are second halves too: they must not be most of what there is.
      singles < pairs.length * 1.5 &&
      share(pairs, ({ beside }) => beside) >= TOGETHER &&
      COMMON[label](pairs)
    );
  });
  return found ?? null;
}
