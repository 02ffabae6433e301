/** Months as words, first to twelfth: named, in the genitive, and cut short; English, Polish, Russian, German. Small letters. */
export const MONTHS: readonly (readonly string[])[] = [
  "jan january januar jän jänner sty stycznia styczeń styczen янв января январь",
  "feb february februar lut lutego luty фев февр февраля февраль",
  "mar march mär mrz märz marca marzec мар марта март",
  "apr april kwi kwie kwietnia kwiecień kwiecien апр апреля апрель",
  "may mai maj maja мая май",
  "jun june juni cze czerw czerwca czerwiec июн июня июнь",
  "jul july juli lip lipca lipiec июл июля июль",
  "aug august sie sierp sierpnia sierpień sierpien авг августа август",
  "sep sept september wrz wrześ wrzes września wrzesnia wrzesień wrzesien сен сент сентября сентябрь",
  "oct october okt oktober paź paz października pazdziernika październik pazdziernik окт октября октябрь",
  "nov november lis listopada listopad ноя нояб ноября ноябрь",
  "dec december dez dezember gru grud grudnia grudzień grudzien дек декабря декабрь",
].map((words) => words.split(" "));

const NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((words, i) => words.map((word): [string, number] => [word, i + 1])),
);

/** 1 … 12 for a month's word in any case; NaN for any other word. */
export const monthOf = (word: string): number => NUMBERS.get(word.normalize("NFC").toLowerCase()) ?? NaN;
