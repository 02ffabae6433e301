import {
  comma,
  day,
  dot,
  encode,
  grid,
  grouped,
  sales,
  table,
  text,
  totals,
  two,
  written,
  type Case,
  type Sale,
  type Way,
} from "./shop";

/** Exports in the languages and habits of other countries. */

const german = grouped(".", ",");
const english = grouped(",", ".");
const whole = (list: readonly Sale[]): Sale[] =>
  list.map((sale) => ({ ...sale, cents: Math.round(sale.cents / 100) * 100 }));
const bare = (write: (cents: number) => string) => (cents: number) => write(cents).replace(/[.,]00$/, "");
const list = (words: string): readonly string[] => words.split(" ");
const month = (words: readonly string[], at: number): string => words[new Date(at).getUTCMonth()]!;
const parts = (at: number): { y: number; m: number; d: number } => {
  const date = new Date(at);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
};
const wide = (words: string): string =>
  words.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

interface Country extends Way {
  readonly encoding?: string;
  readonly whole?: boolean;
}
const from = (name: string, seed: number, way: Country): Case => {
  const shop = way.whole ? whole(sales(seed)) : sales(seed);
  const content = written(grid(shop, way), way);
  return { name, file: text(way.encoding ? encode(content, way.encoding) : content), read: totals(shop) };
};

const ES = list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
const FR = list("janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
const FRENCH = list("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.");
const IT = list(
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
);
const PT = list("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.");
const NL = list("januari februari maart april mei juni juli augustus september oktober november december");
const TR = list("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık");
const CS = list("ledna února března dubna května června července srpna září října listopadu prosince");
const UA = list("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня");

export const countries: readonly Case[] = [
  from("Japan", 1201, {
    names: ["注文番号", "顧客ID", "注文日", "合計金額"],
    day: (at) => `${parts(at).y}年${parts(at).m}月${parts(at).d}日`,
    money: bare((c) => `¥${english(c)}`),
    whole: true,
  }),
  from("Japan, yen behind and a clock", 1202, {
    names: ["受注番号", "会員番号", "受注日時", "請求金額"],
    day: (at) => `${parts(at).y}/${two(parts(at).m)}/${two(parts(at).d)} 10:30`,
    money: bare((c) => `${english(c)}円`),
    whole: true,
  }),
  from("Japan, wide digits", 1203, {
    names: ["注文番号", "顧客番号", "注文日", "金額"],
    money: bare((c) => wide(dot(c))),
    whole: true,
  }),
  from("China", 1204, {
    names: ["订单号", "客户编号", "下单时间", "订单金额"],
    day: day("yyyy-mm-dd HH:MM"),
    money: (c) => `￥${english(c)}`,
  }),
  from("Korea", 1205, {
    names: ["주문번호", "고객번호", "주문일", "결제금액"],
    day: (at) => `${parts(at).y}년 ${parts(at).m}월 ${parts(at).d}일`,
    money: bare((c) => `₩${english(c)}`),
    whole: true,
  }),
  from("Brazil", 1206, {
    names: ["Número do pedido", "Cliente", "Data do pedido", "Valor total"],
    day: day("dd/mm/yyyy"),
    money: (c) => `R$ ${german(c)}`,
    delimiter: ";",
  }),
  from("Brazil, words and latin-1", 1207, {
    names: ["Nº pedido", "Código do cliente", "Data da compra", "Preço total (R$)"],
    who: (id) => `João Conceição ${id}`,
    day: (at) => `${two(parts(at).d)} ${month(PT, at)} ${parts(at).y}`,
    money: german,
    delimiter: ";",
    encoding: "windows-1252",
  }),
  from("Spain", 1208, {
    names: ["Nº pedido", "Cliente", "Fecha", "Importe"],
    day: (at) => `${parts(at).d} de ${month(ES, at)} de ${parts(at).y}`,
    money: (c) => `${german(c)} €`,
    delimiter: ";",
  }),
  from("France", 1209, {
    names: ["N° de commande", "Client", "Date de commande", "Montant TTC"],
    day: (at) => `${parts(at).d} ${month(FR, at)} ${parts(at).y} à 10:30`,
    money: (c) => `${grouped("\u202f", ",")(c)} €`,
    delimiter: ";",
  }),
  from("France, cut short, hours by h", 1211, {
    names: ["Numéro commande", "Code client", "Date", "Total TTC"],
    day: (at) => `${parts(at).d} ${month(FRENCH, at)} ${parts(at).y} 10h30`,
    money: comma,
    delimiter: ";",
  }),
  from("Italy", 1212, {
    names: ["Numero ordine", "Cliente", "Data ordine", "Importo totale"],
    day: (at) => `${parts(at).d} ${month(IT, at)} ${parts(at).y}`,
    money: (c) => `€ ${german(c)}`,
    delimiter: ";",
  }),
  from("the Netherlands", 1213, {
    names: ["Ordernummer", "Klantnummer", "Orderdatum", "Totaalbedrag"],
    day: (at) => `${parts(at).d} ${month(NL, at)} ${parts(at).y}`,
    money: (c) => `€ ${german(c)}`,
    delimiter: ";",
  }),
  from("Turkey", 1214, {
    names: ["Sipariş No", "Müşteri No", "Sipariş Tarihi", "Toplam Tutar"],
    day: day("dd.mm.yyyy HH:MM"),
    money: (c) => `${german(c)} TL`,
    delimiter: ";",
    encoding: "windows-1254",
    who: (id) => `Şükrü Güneş ${id}`,
  }),
  from("Turkey, words and liras", 1215, {
    names: ["Fatura No", "Müşteri", "Fatura Tarihi", "Tutar"],
    day: (at) => `${parts(at).d} ${month(TR, at)} ${parts(at).y}`,
    money: (c) => `₺${german(c)}`,
    delimiter: ";",
  }),
  from("Israel, with marks of direction", 1216, {
    names: ["מספר הזמנה", "מספר לקוח", "תאריך", "סכום"],
    day: (at) => `\u200f${day("dd/mm/yyyy")(at)}\u200e`,
    money: (c) => `\u200e₪${english(c)}\u200f`,
  }),
  from("Israel, shekels behind", 1217, {
    names: ["הזמנה", "לקוח", "תאריך הזמנה", 'סה"כ'],
    day: day("dd.mm.yyyy"),
    money: (c) => `\u200f${english(c)} \u200f₪`,
  }),
  from("India, lakhs and slashes of rupees", 1218, {
    names: ["Invoice No.", "Party Name", "Invoice Date", "Invoice Value"],
    day: (at) =>
      `${two(parts(at).d)}-${list("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")[parts(at).m - 1]}-${String(parts(at).y).slice(2)}`,
    money: (c) => `Rs.${grouped(",", ".", /\B(?=(\d{2})*\d{3}$)/g)(c)}/-`,
  }),
  from("the Czech lands", 1219, {
    names: ["Číslo objednávky", "Zákazník", "Datum objednávky", "Částka"],
    day: (at) => `${parts(at).d}. ${month(CS, at)} ${parts(at).y}`,
    money: (c) => `${grouped("\u00a0", ",")(c)} Kč`,
    delimiter: ";",
  }),
  from("Ukraine", 1221, {
    names: ["Номер замовлення", "Клієнт", "Дата замовлення", "Сума"],
    day: (at) => `${parts(at).d} ${month(UA, at)} ${parts(at).y} р.`,
    money: (c) => `${grouped(" ", ",")(c)} грн.`,
    delimiter: ";",
  }),
  from("Sweden", 1222, {
    names: ["Ordernr", "Kundnr", "Orderdatum", "Belopp"],
    money: (c) => `${grouped("\u00a0", ",")(c)} kr`,
    delimiter: ";",
  }),
  from("Finland, clock with points", 1223, {
    names: ["Tilausnumero", "Asiakas", "Tilauspäivä", "Summa"],
    day: (at) => `${day("d.m.yyyy")(at)} 10.30`,
    money: (c) => `${grouped("\u00a0", ",")(c)} €`,
    delimiter: ";",
  }),
  from("Hungary", 1224, {
    names: ["Rendelésszám", "Vevő", "Dátum", "Összeg"],
    day: day("yyyy. mm. dd."),
    money: bare((c) => `${grouped(" ", ",")(c)} Ft`),
    whole: true,
    delimiter: ";",
  }),
  from("Switzerland", 1225, {
    names: ["Bestell-Nr.", "Kunden-Nr.", "Datum", "Total CHF"],
    day: day("dd.mm.yyyy"),
    money: grouped("’", "."),
    delimiter: ";",
  }),
  from("Korea, a clock before noon", 1226, {
    names: ["주문번호", "회원ID", "결제일", "금액"],
    day: (at) => `${day("yyyy-mm-dd")(at)} 오전 10:30:00`,
    money: bare((c) => `${english(c)}원`),
    whole: true,
  }),
  {
    name: "Thailand counts from Buddha",
    file: table(sales(1228), { day: (at) => `${day("dd/mm")(at)}/${parts(at).y + 543}` }),
    refuse: /^source\./,
  },
];
