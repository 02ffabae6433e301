/**
 * Letters beyond ASCII of some languages, the commonest first; from general letter counts. Only the order matters:
 * it tells a word from what a wrong encoding makes of it.
 */
const LANGUAGES: Readonly<Record<string, string>> = {
  russian: "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
  polish: "łęóążśćńź",
  western: "éäüöíáàèßñåêçøæâãîôûëïõú",
  czech: "íáěéřčžýšůúďťň",
  hungarian: "éáíőöóüúű",
  turkish: "ıişüğçöâ",
  greek: "αοιετσνηυρπκμλςάγδίόέωχθφβήύώξζψϊϋΐΰ",
  hebrew: "יוהלאמרתבשנעדקכחםפגטצסןזךץף",
};
/** Alphabets of their own: no word of theirs has letters of ours. */
const OWN = new Set([LANGUAGES["russian"], LANGUAGES["greek"], LANGUAGES["hebrew"]]);

const SIGNS = new Set("€£₽№°–—’‘“”„«»…×®™½\u00a0");

/**
 * How much the letters beyond ASCII of a text look like one language's: the mean over them of a score between 1
 * (rare in that language) and 3 (its commonest), in the language that fits best; letters it does not have, signs no
 * text has, and capitals after small letters count against it.
 */
export function likeness(text: string): number {
  const strange = [...text.matchAll(/(\p{Ll}?)([^\x00-\x7f])(?=([A-Za-z0-9]?))/gu)].slice(0, 20_000);
  if (strange.length === 0) return 0;
  const scores = Object.values(LANGUAGES).map((letters) => {
    let score = 0;
    for (const [, before, letter, after] of strange) {
      const small = letter!.toLowerCase();
      const rank = letters.indexOf(small);
      if (rank >= 0 && OWN.has(letters) && (after !== "" || /[a-z]/.test(before ?? ""))) {
        score -= 3; // no word mixes the alphabets
      } else if (rank >= 0) {
        const capital = letter !== small;
        score += capital && before !== "" ? -2 : 3 - (2 * rank) / letters.length - (capital ? 0.7 : 0);
      } else if (SIGNS.has(letter!)) score += 0.5;
      else score += /\p{L}/u.test(letter!) ? -1 : -3;
    }
    return score / strange.length;
  });
  return Math.max(...scores);
}
