/** Encodings of two bytes a letter: those of Japan, China, Taiwan and Korea. WHATWG labels. */
export const TWO_BYTES = ["shift_jis", "euc-kr", "gb18030", "big5"] as const;
type TwoBytes = (typeof TWO_BYTES)[number];

/** Letters that tell; fewer may be an accident of another encoding. */
const FEWEST = 4;
/** East Asian letters stand beside each other; accents of European words stand alone. */
const TOGETHER = 0.8;

interface Pair {
  readonly lead: number;
  readonly trail: number;
  readonly beside: boolean;
}

/** The bytes beyond ASCII two by two, as all four are cut. */
function pairsOf(bytes: Uint8Array, single: (byte: number) => boolean): Pair[] {
  const pairs: { lead: number; trail: number; beside: boolean }[] = [];
  let last = -9;
  for (let i = 0; i + 1 < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80 || single(lead)) continue;
    const beside = last === i - 2;
    if (beside) pairs.at(-1)!.beside = true;
    pairs.push({ lead, trail: bytes[i + 1]!, beside });
    last = i;
    i++;
  }
  return pairs;
}

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

/**
 * What the letters met most are written as: kana and the commoner kanji; the Hangul of KS X 1001; the first level of
 * GB 2312; the first level of Big5. Russian, Greek and Hebrew letters in a row fall outside of all four.
 */
const COMMON: Readonly<Record<TwoBytes, (pairs: readonly Pair[]) => boolean>> = {
  shift_jis: (pairs) => share(pairs, ({ lead }) => within(lead, 0x81, 0x97)) >= 0.8,
  "euc-kr": (pairs) =>
    share(pairs, ({ lead, trail }) => (within(lead, 0xb0, 0xc8) || lead <= 0xa3) && trail >= 0xa1) >= 0.95,
  gb18030: (pairs) =>
    share(pairs, ({ lead, trail }) => (within(lead, 0xb0, 0xd7) || lead <= 0xa3) && trail >= 0xa1) >= 0.85 &&
    // Capitals of one-byte Cyrillic and Greek keep to one third of what may stand second.
    share(pairs, ({ trail }) => within(trail, 0xc0, 0xdf)) < 0.6,
  big5: (pairs) =>
    share(pairs, ({ lead }) => within(lead, 0xa1, 0xc6)) >= 0.9 &&
    share(pairs, ({ trail }) => trail < 0x80) >= 0.15,
};

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
