/**
 * Months as words, first to twelfth: named, in the genitive, and cut short; English, Polish, Russian,
 * German, then Spanish, French, Italian, Portuguese, Dutch, Turkish, Czech, Ukrainian, Finnish, Hungarian, Romanian.
 * Small letters.
 */
export const MONTHS: readonly (readonly string[])[] = [
  "jan january januar jän jänner sty stycznia styczeń styczen янв января январь ene enero janv janvier gen gennaio janeiro januari oca ocak led ledna leden січ січня січень tammikuuta január ianuarie",
  "feb february februar lut lutego luty фев февр февраля февраль febrero fév févr février febbraio fev fevereiro februari şub şubat úno února únor лют лютого лютий helmikuuta február febr februarie",
  "mar march mär mrz märz marca marzec мар марта март marzo mars março mrt maart marts mart bře března březen бер березня березень maaliskuuta március márc martie",
  "apr april kwi kwie kwietnia kwiecień kwiecien апр апреля апрель abr abril avr avril aprile nis nisan dub dubna duben кві квітня квітень huhtikuuta április ápr aprilie",
  "may mai maj maja мая май mayo mag maggio maio mei mayıs kvě května květen тра травня травень toukokuuta május máj",
  "jun june juni cze czerw czerwca czerwiec июн июня июнь junio juin giu giugno junho haz haziran čvn června červen чер червня червень kesäkuuta június jún iunie",
  "jul july juli lip lipca lipiec июл июля июль julio juil juillet lug luglio julho tem temmuz čvc července červenec лип липня липень heinäkuuta július júl iulie",
  "aug august sie sierp sierpnia sierpień sierpien авг августа август ago agosto aoû août augustus augusti ağu ağustos srp srpna srpen сер серпня серпень elokuuta augusztus",
  "sep sept september wrz wrześ wrzes września wrzesnia wrzesień wrzesien сен сент сентября сентябрь set septiembre septembre settembre setembro eyl eylül zář září вер вересня вересень syyskuuta szeptember szept septembrie",
  "oct october okt oktober paź paz października pazdziernika październik pazdziernik окт октября октябрь octubre octobre ott ottobre out outubro eki ekim říj října říjen жов жовтня жовтень lokakuuta október octombrie",
  "nov november lis listopada listopad ноя нояб ноября ноябрь noviembre novembre novembro kas kasım listopadu лис листопада листопад marraskuuta noiembrie",
  "dec december dez dezember gru grud grudnia grudzień grudzien дек декабря декабрь dic diciembre déc décembre dicembre dezembro ara aralık pro prosince prosinec гру грудня грудень joulukuuta desember decembrie",
].map((words) => words.split(" "));

const NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((words, i) => words.map((word): [string, number] => [word, i + 1])),
);

/** 1 … 12 for a month's word in any case; NaN for any other word. */
export const monthOf = (word: string): number => NUMBERS.get(word.normalize("NFC").toLowerCase()) ?? NaN;
