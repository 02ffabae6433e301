import type { Role } from "../spec";

const list = (names: string): string[] => names.trim().split(/,\s+/);

/**
 * Column names per role, the most telling first: facts about exports (Shopify, WooCommerce, Stripe, HubSpot,
 * Salesforce, Dynamics 365, Google Analytics, Allegro, BaseLinker, PrestaShop, Magento, PayPal, Amazon, Bitrix24, 1C,
 * Ozon …) and common words in English, Polish and Russian, German, then in fifteen more languages. Compared after `plainName`.
 */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  customer: list(`
    customer id, customerid, client id, buyer id, user id, id customer, customer number, customer no,
    customer code, household id, household key, member id, id klienta, nr klienta, numer klienta, kod
    klienta, klient id, id клиента, код клиента, номер клиента, id покупателя, код покупателя, код
    контрагента, contact id, account id, accountid, potential customer, customer email, email, email
    billing, billing email, from email address, buyer email, buyer login, buyerlogin, user login,
    associated contact ids, associated company ids, e mail, adres e mail, e mail klienta, user pseudo
    id, phone, telefon, телефон, customer, client, buyer, klient, kontrahent, nabywca, kupujacy, клиент,
    покупатель, контрагент, контакт, контакт id, компания, company id, account name, customer name,
    billing name, household, member, user, uzytkownik, пользователь, cust id, custid, cust, uid, card
    id, nr karty, номер карты, kunde, kunden id, kundennummer, kunden nr, kundennr, kundin, kaeufer, kaufer, debitor,
    debitorennummer, besteller, cliente, codigo do cliente, codigo cliente, id cliente, numero cliente, num cliente,
    comprador, code client, numero client, n client, id client, acheteur, acquirente, klantnummer, klant, klant id,
    musteri no, musteri numarasi, musteri kodu, musteri, alici, zakaznik, id zakaznika, cislo zakaznika, odberatel,
    клієнт, код клієнта, id клієнта, покупець, kundnr, kundnummer, asiakas, asiakasnumero, vevo, ugyfel, vasarlo, מספר לקוח,
    קוד לקוח, לקוח, 顧客id, 顧客番号, 顧客コード, 会員id, 会員番号, 購入者, 顧客, 客户编号, 客户id, 会员id, 用户id, 买家, 客户, 고객번호, 고객id,
    회원id, 회원번호, 고객, 구매자, buyer username, buyer user id, party name, party, contact email, email address`),
  date: list(`
    order date, invoice date, transaction date, purchase date, sale date, date of purchase, ordered at,
    created at, created date utc, created utc, created date, paid at, paid at utc, date utc, created on,
    submit date, close date, order time, transaction timestamp, event date, date confirmed, date add,
    data zamowienia, data wystawienia, data sprzedazy, data transakcji, data zakupu, data faktury, дата
    заказа, дата продажи, дата покупки, дата операции, дата создания, дата завершения, дата документа,
    date, data, дата, datetime, timestamp, time, day, period, closedate, date create, create date, event
    timestamp, invoicedate, orderdate, purchasedate, czas, время, bestelldatum, rechnungsdatum, kaufdatum, verkaufsdatum,
    auftragsdatum, belegdatum, datum, data do pedido, data da compra, data da venda, data pedido, fecha de pedido, fecha
    del pedido, fecha pedido, fecha de compra, fecha de venta, fecha, date de commande, date commande, date d achat, date
    de vente, date facture, data ordine, data acquisto, data vendita, data fattura, orderdatum, factuurdatum, siparis
    tarihi, fatura tarihi, satis tarihi, tarih, datum objednavky, datum nakupu, дата замовлення, дата продажу, дата
    покупки, tilauspaiva, paivamaara, datum, rendeles datuma, תאריך הזמנה, תאריך, 注文日, 注文日時, 受注日, 受注日時, 購入日,
    購入日時, 売上日, 日付, 下单时间, 订单日期, 订单创建时间, 付款时间, 日期, 주문일, 주문일시, 결제일, 구매일, 날짜, data wyst, data sprzed, принят в
    обработку`),
  amount: list(`
    amount, order amount, order total, order total amount, total amount, total, grand total purchased,
    grand total, grand total base, total price, net sales, sales value, line total, order line total,
    line amount, item total, sales amount, revenue, net revenue, purchase revenue, sales, turnover,
    amount paid, total to pay amount, totaltopayamount, gross, net, item price line, dollar value,
    value, purchases conversion value, spend, payment, payment amount, opportunity, monetary, n revenue
    formatted, wartosc brutto, kwota brutto, kwota, wartosc, wartosc sprzedazy, wartosc zamowienia,
    suma, razem, wartosc netto, kwota netto, brutto, netto, przychod, obrot, сумма, сумма заказа, сумма
    с ндс, сумма продажи, стоимость, всего, итого, выручка, оборот, сумма документа, subtotal, total
    detail amount, gesamtbetrag, rechnungsbetrag, bestellwert, betrag, umsatz, summe, gesamt, gesamtpreis, valor total,
    valor do pedido, valor total do pedido, preco total, valor, importe total, importe, total pedido, montant ttc,
    montant total, montant, total ttc, importo totale, importo, totale, totaalbedrag, bedrag, totaal, toplam tutar, genel
    toplam, tutar, toplam, celkova castka, castka, celkem, сума, сума замовлення, вартість, belopp, summa, yhteensa,
    osszeg, vegosszeg, סכום, סה כ, סך הכל, 合計金額, 請求金額, 注文金額, 購入金額, 売上金額, 売上, 金額, 合計, 订单金额, 实付金额, 支付金额, 金额,
    결제금액, 주문금액, 총금액, 판매금액, 금액, total collected, net total, invoice value, сумма отправления`),
  quantity: list(`
    quantity, qty, order quantity, lineitem quantity, item quantity, items sold, units, number of items,
    items purchased, ilosc, liczba sztuk, sztuk, szt, количество, кол во, number of cds, pieces, menge, anzahl, stuckzahl, quantidade, cantidad, quantite, quantita, aantal, adet,
    miktar, pocet, mnozstvi, кількість, antal, maara, mennyiseg, כמות, 数量, 個数, 수량`),
  price: list(`
    unit price, unitprice, price, item price, lineitem price, item cost, price per unit, cena jedn, cena
    jednostkowa, cena, cena brutto, price brutto, cena netto, цена, цена за единицу, цена за шт, einzelpreis,
    stuckpreis, preis, preco unitario, preco, precio unitario, precio, prix unitaire, prix, prezzo, prijs, birim fiyat,
    fiyat, cena za kus, ціна, pris, hinta, ar, egysegar, מחיר, 単価, 价格, 单价, 단가`),
  refunded: list(`
    refunded amount, amount refunded, total refunded, refunded total, refund amount, order refund amount,
    order line total refunded, item refunded, kwota zwrotu, wartosc zwrotu, сумма возврата`),
  order: list(`
    order id, orderid, order number, order no, order, order name, invoice no, invoiceno, invoice number,
    invoice id, invoice, transaction id, basket id, receipt number, receipt id, receipt, ecommerce
    transaction id, amazon order id, purchase id, sales order, salesorderid, document number, nr
    zamowienia, numer zamowienia, id zamowienia, nr faktury, numer faktury, faktura, nr dokumentu, numer
    dokumentu, paragon, nr paragonu, zamowienie, номер заказа, id заказа, № заказа, заказ, накладная,
    номер накладной, № накладной, номер документа, № документа, чек, номер чека, номер, reference, record id, basket,
    ticket, bill no, bestellnummer, bestell nr, bestellung, auftragsnummer, auftrag, rechnungsnummer, rechnungs nr,
    rechnungsnr, rechnung, belegnummer, beleg, bon, numero do pedido, no pedido, n pedido, pedido, numero de pedido,
    id pedido, numero de commande, n de commande, numero commande, commande, numero facture, numero ordine, ordine,
    ordernummer, bestelling, factuurnummer, siparis no, siparis numarasi, siparis, fatura no, cislo objednavky,
    objednavka, cislo faktury, номер замовлення, замовлення, ordernr, tilausnumero, tilaus, rendelesszam, rendeles
    azonosito, מספר הזמנה, הזמנה, 注文番号, 受注番号, 注文id, 伝票番号, 订单号, 订单编号, 주문번호, numer, sales record number`),
  product: list(`
    product id, productid, stock code, stockcode, sku, lineitem sku, item sku, item id, article, article
    id, asin, ean, product code, upc, kod produktu, indeks, kod towaru, symbol, артикул, код товара, код
    номенклатуры, product, product name, lineitem name, item name, item title, item, description,
    products, produkt, towar, nazwa towaru, nazwa produktu, товар, номенклатура, наименование, название
    товара, category, artikelnummer, artikel nr, artikel, produkt id, produktname`),
  currency: list(`
    currency, currency code, order currency, presentment currency, iso currency code, waluta, kod waluty, валюта, код
    валюты, валюта документа, wahrung`),
  original: list(`
    original transaction id, original transaction, original order id, original order, original order number, original
    invoice, original reference, original payment id, reference txn id, parent transaction id, parent order id, refunded
    order, refund of, refunded transaction, nr zamowienia pierwotnego, transakcja pierwotna, faktura korygowana, nr
    faktury korygowanej, исходный заказ, исходная операция, номер исходного заказа, originalbestellung`),
  refund: list(`
    financial status, order status, status, payment status, sellerstatus, item status, transaction
    status, is refund, refunded, is cancelled, cancelled, canceled, is return, return, cancelled at,
    refunded at, event name, type, transaction type, status zamowienia, status platnosci, anulowane,
    zwrot, typ dokumentu, rodzaj, stan, статус, статус заказа, стадия сделки, возврат, отмена, тип
    операции, вид документа`),
  // Told by its values (`sides.ts`): a name alone says too little.
  sign: [],
};

/** Words inside longer names, where no whole name is known. */
const WORDS: Readonly<Record<Role, RegExp>> = {
  customer:
    /\b(customer|client|buyer|klient|kontrahent|nabywc|household|member|user)|(клиент|покупател|контрагент)/u,
  date: /\b(date|data|day|time|timestamp|datetime)\b|(дата)/u,
  amount: /\b(amount|total|revenue|sales|kwota|wartosc|suma|value)\b|(сумма|стоимость|выручка)/u,
  quantity: /\b(quantity|qty|ilosc)\b|(количество)/u,
  price: /\b(price|cena)\b|(цена)/u,
  refunded: /\b(refund|refunded) (amount|total)\b|(сумма возврата)/u,
  order: /\b(order|invoice|transaction|basket|zamowieni|faktur|paragon|receipt)\w*\b|(заказ|накладн|чек)/u,
  product: /\b(product|sku|stock|article|produkt|towar)\w*\b|(товар|артикул|номенклатур)/u,
  currency: /\b(currency|waluta|waluty)\b|(валют)/u,
  original: /\b(original|parent) (order|transaction|payment|invoice)\b/u,
  refund: /\b(status|refund|cancel|anulowan|zwrot)\w*\b|(статус|возврат|отмен)/u,
  sign: /(?!)/u,
};

/** Words that make a name mean something else than the role they stand beside. */
const NOT: Readonly<Partial<Record<Role, RegExp>>> = {
  customer:
    /\b(type|note|group|segment|since|accepts|count|total|language|city|country|address)\b|(тип|группа|регион)/u,
  date: /\b(birth|updated|modified|delivery|due|shipment|dispatch|registration|signup|wysylki|dostawy|rejestracji|shipped|fulfilled|cancelled|refunded|expiry|urodzenia)\b|(рождени|изменени|доставк|отгрузк|регистрац)/u,
  amount:
    /\b(percent|tax|vat|discount|shipping|refunded|refund|fee|rabat|items|orders|products|quantity|balance|duties|rate|charges)\b|(ндс|скидк|налог)/u,
  quantity: /\b(refund|returned)\b/u,
  price: /\b(compare|shipping|old|list|cost)\b/u,
  order:
    /\b(date|status|total|amount|quantity|note|time|type|value|currency|tax|line|discount)\b|(дата|сумма|статус)/u,
  product: /\b(price|quantity|type|total|discount|taxable|requires|name 2)\b|(цена|сумма)/u,
};

/** `Order #`, `order_id`, `Ilość` → `order`, `order id`, `ilosc`: small letters, no marks, single blanks. */
export function plainName(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .replaceAll("º", "o")
    .replaceAll("%", " percent ")
    .replaceAll("ё", "е")
    .normalize("NFD")
    .replace(/(?<=[a-z])\p{M}/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\d№]+/gu, " ")
    .trim();
}

/** How well a column's name fits a role: 1 for the most telling name down to 0.5, 0.3 for a word in it, else 0. */
export function nameScore(role: Role, name: string): number {
  const plain = plainName(name);
  const known = NAMES[role];
  const joined = plain.replaceAll(" ", "");
  const rank = known.findIndex((one) => one === plain || one.replaceAll(" ", "") === joined);
  if (rank >= 0) return 1 - (0.5 * rank) / known.length;
  if (NOT[role]?.test(plain)) return 0;
  return WORDS[role].test(plain) ? 0.3 : 0;
}

/** Whether a name says that the column holds ids, so that digits in it are no number. */
export const saysId = (name: string): boolean =>
  !/\b(value|amount|total|date|wartosc|kwota|data)\b/.test(plainName(name)) &&
  /\b(id|ids|no|nr|number|numer|code|kod|sku|ean|upc|zip|phone|telefon|invoice|nip|postcode)\b|(номер|код|артикул|инн|телефон|№)/u.test(
    plainName(name),
  );
