import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sniff } from "../../src/sources";
import { twoBytes } from "../../src/sources/read/doublebyte";
import { guessEncoding } from "../../src/sources/read/encoding";
import { encode } from "./bank/shop";

/** Names as customers have them, by the encodings their countries' programs still write. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  shift_jis: ["山田 太郎,東京都", "佐藤 花子,大阪市", "株式会社サクラ,横浜", "たかはし けん,京都"],
  gb18030: ["张伟,北京市", "王芳,上海", "李娜,广州市天河区", "刘强,深圳"],
  big5: ["陳怡君,台北市", "林志明,高雄", "黃美玲,台中市", "張家豪,新北市"],
  "euc-kr": ["김민수,서울특별시", "이영희,부산", "박지훈,대구광역시", "최유진,인천"],
  "windows-1253": [
    "Γιώργος Παπαδόπουλος,Αθήνα",
    "Μαρία Νικολάου,Θεσσαλονίκη",
    "Κώστας,Πάτρα",
    "Ελένη,Λάρισα",
  ],
  "windows-1255": ["משה כהן,תל אביב", "רחל לוי,ירושלים", "דוד מזרחי,חיפה", "יעל פרץ,באר שבע"],
  "windows-1254": [
    "Ayşe Yılmaz,İstanbul",
    "Uğur Şahin,İzmir",
    "Gülşen Çağlar,Diyarbakır",
    "Işıl Doğan,Muğla",
  ],
  "windows-1250": [
    "Józef Żądło,Łódź",
    "Małgorzata Święch,Poznań",
    "Błażej Wójcik,Kraków",
    "Zofia Łęcka,Gdańsk",
  ],
  "windows-1251": ["Иванов Иван,Москва", "Мария Смирнова,Тула", "Пётр Кузнецов,Казань", "ООО РОМАШКА,ОМСК"],
  "koi8-r": ["Иванов Иван,Москва", "Мария Смирнова,Тула", "Пётр Кузнецов,Казань", "Ольга,Пермь"],
  "windows-1252": ["Jürgen Groß,München", "Zoë Müller,Köln", "André Lefèvre,Orléans", "Señor Muñoz,Málaga"],
};

const fileOf = (encoding: string, people: readonly string[]): File => {
  const rows = people.map((who, i) => `K${i},2024-0${1 + (i % 9)}-2${i % 8},${100 + i}.50,${who}`);
  return new File(
    [encode(`customer_id,date,amount,name,city\n${rows.join("\n")}\n`, encoding)],
    "orders.csv",
  );
};

describe.each(Object.entries(WORDS))("%s", (encoding, people) => {
  test("is told by its letters and read so", async () => {
    const sniffed = await sniff(fileOf(encoding, people));
    expect(sniffed.spec.read.encoding).toBe(encoding);
    expect(sniffed.preview.map((row) => row.slice(3).join(","))).toEqual(people);
    expect(sniffed.evidence["encoding"]?.params["sample"]).toMatch(/[^\x00-\x7f]/);
  });

  test("is told in the middle of a large file too, cut at any byte", () => {
    const bytes = encode(people.concat(people).join("\n"), encoding);
    const head = { format: "csv", whole: false, bytes: new TextEncoder().encode("a,b\n1,2\n") } as const;
    for (const from of [0, 1, 2, 3])
      expect(guessEncoding({ ...head, probes: [bytes.subarray(from)] }).label).toBe(encoding);
  });

  test("can be chosen against the guess", async () => {
    const other = encoding === "big5" ? "gb18030" : "big5";
    const chosen = await sniff(fileOf(encoding, people), { read: { encoding: other } });
    expect(chosen.spec.read.encoding).toBe(other);
  });
});

test("words in capitals and words alone are not taken for letters of two bytes", async () => {
  const alone: readonly (readonly [string, string])[] = [
    ["windows-1251", "МОСКВА"],
    ["windows-1251", "КИРОВ, УФА, ОМСК, ТУЛА, ПЕРМЬ"],
    ["windows-1250", "złoty"],
    ["windows-1250", "żółć, Łączność, źdźbło"],
    ["windows-1253", "ΑΘΗΝΑ, ΠΑΤΡΑ, ΛΑΡΙΣΑ, ΒΟΛΟΣ"],
  ];
  for (const [encoding, words] of alone)
    expect([words, (await sniff(fileOf(encoding, words.split(", ")))).spec.read.encoding]).not.toEqual([
      words,
      expect.stringMatching(/shift|gb18030|big5|euc/),
    ]);
});

/** Words of the page's own catalogues that ASCII does not hold. */
function wordsOf(language: string): readonly string[] {
  const folder = resolve(import.meta.dirname, "../../src/i18n", language);
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return [...new Set(texts.join(" ").match(/\p{L}+/gu))].filter((word) => /[^\x00-\x7f]/.test(word));
}

test.each([
  ["pl", "windows-1250"],
  ["pl", "iso-8859-2"],
  ["ru", "windows-1251"],
  ["ru", "koi8-r"],
  ["ru", "iso-8859-5"],
  ["ru", "ibm866"],
])("words of %s in %s are never taken for letters of two bytes", (language, encoding) => {
  const words = wordsOf(language);
  const word = fc.tuple(
    fc.constantFrom(...words),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.slice(0, 3),
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.boolean(), (list, capitals) => {
      const rows = list.map(([text, write], i) => `K${i},2024-01-0${i % 9},1.50,"${write(text)}" ${text}`);
      const text = `id,date,amount,name\n${rows.join("\n")}\n`;
      expect(twoBytes(encode(capitals ? text.toUpperCase() : text, encoding), false)).toBeNull();
    }),
    { numRuns: 800 },
  );
});
