import {
  type Case,
  comma,
  day,
  dot,
  grouped,
  made,
  type Sale,
  sales,
  text,
  totals,
  two,
  written,
} from "./shop";

/** Marketplaces, shops and till services, as their exports stand around their columns; and amounts in other units. */

const english = grouped(",", ".");
const MON = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const mon = (at: number): string => MON[new Date(at).getUTCMonth()]!;
const iso = day("yyyy-mm-dd");

const rows = (
  names: string,
  list: readonly Sale[],
  cells: (sale: Sale, i: number) => readonly string[],
  delimiter = ",",
): string => written([names.split(";"), ...list.map(cells)], { delimiter, end: "\r\n" });

/** Written in thousands or in pennies: the name of the column says so, the cells do not. */
const scaled =
  (name: string, times: number): ((seed: number) => Case) =>
  (seed) => {
    const list = sales(seed).map((sale) => ({ ...sale, cents: Math.round(sale.cents / 1000) * 1000 }));
    return {
      name: `money under the name ${name}`,
      file: text(
        written(
          [
            ["order", "customer", "order date", name],
            ...list.map(({ order, who, at, cents }) => [
              order,
              who,
              iso(at),
              String(Number((cents / 100 / times).toFixed(6))),
            ]),
          ],
          { delimiter: ";" },
        ),
      ),
      ask: "sniff.ask.scale",
      read: totals(list),
    };
  };

export const services: readonly Case[] = [
  made(
    "eBay: blank lines around the names, months first, rows counted",
    1301,
    (l) =>
      `\r\n${rows("Sales Record Number;Order Number;Buyer Username;Sale Date;Total Price", l, ({ order, who, at, cents }) => [order.slice(1), `12-${order}`, who, `${mon(at)}-${day("dd")(at)}-${day("yy")(at)}`, `$${english(cents)}`]).replace("\r\n", "\r\n\r\n")}\r\n24,record(s) downloaded,"from Jan-01-23, 00:00:00 to Jan-02-25, 23:59:59"\r\nSeller ID : shop\r\n`,
  ),
  made("Etsy", 1303, (l) =>
    rows(
      "Sale Date;Order ID;Buyer User ID;Full Name;Number of Items;Currency;Order Value;Shipping;Order Total;Status",
      l,
      ({ order, who, at, cents }) => [
        day("mm/dd/yy")(at),
        order,
        who,
        `N ${who}`,
        "1",
        "USD",
        dot(cents - 100),
        "1.00",
        dot(cents),
        "",
      ],
    ),
  ),
  made(
    "Amazon: definitions above, a zone behind",
    1305,
    (l) =>
      `"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions"\r\n"All amounts in USD, unless specified"\r\n"Definitions:"\r\n"Sales tax collected: Includes sales tax collected from buyers, net of, refunds."\r\n${rows("date/time;settlement id;type;order id;sku;buyer id;product sales;total", l, ({ order, who, at, cents }) => [`${mon(at)} ${new Date(at).getUTCDate()}, ${new Date(at).getUTCFullYear()} 11:05:33 PM PST`, "999", "Order", `113-${order}`, "S", who, english(cents + 300), english(cents)])}`,
  ),
  made("Ozon", 1307, (l) =>
    rows(
      "Номер заказа;Номер отправления;Принят в обработку;Дата отгрузки;Статус;Сумма отправления;Код валюты отправления;Артикул;Покупатель",
      l,
      ({ order, who, at, cents }) => [
        `77-${order}`,
        `77-${order}-1`,
        `${iso(at)} 10:30:00`,
        `${iso(at + 2 * 86_400_000)} 10:30:00`,
        "Доставлен",
        comma(cents),
        "RUB",
        "A-1",
        who,
      ],
      ";",
    ),
  ),
  made(
    "Wildberries, where nobody has a name",
    1308,
    (l) =>
      rows(
        "№;Предмет;Артикул поставщика;Дата продажи;Кол-во;Вайлдберриз реализовал Товар (Пр);К перечислению Продавцу",
        l,
        (sale, i) => [
          String(i + 1),
          "Платье",
          "A-1",
          iso(sale.at),
          "1",
          dot(sale.cents),
          dot(sale.cents - 5),
        ],
      ),
    { refuse: /^source\.no-customer$/ },
  ),
  made("WooCommerce by its interface", 1309, (l) =>
    text(
      JSON.stringify(
        l.map(({ order, who, at, cents }, i) => ({
          id: Number(order.slice(1)),
          parent_id: 0,
          status: "completed",
          currency: "PLN",
          date_created: `${iso(at)}T10:00:00`,
          date_created_gmt: `${iso(at)}T09:00:00`,
          discount_total: "0.00",
          shipping_total: "9.00",
          total: dot(cents),
          total_tax: "1.00",
          customer_id: Number(who.slice(1)),
          billing: { first_name: "A", email: `${who}@x.pl` },
          line_items: [{ id: i, total: dot(cents) }],
        })),
      ),
    ),
  ),
  made("Shopify by its interface", 1311, (l) =>
    text(
      JSON.stringify({
        orders: l.map(({ order, who, at, cents }) => ({
          id: `45${order.slice(1)}`,
          created_at: `${iso(at)}T10:00:00-05:00`,
          processed_at: `${iso(at)}T10:00:00-05:00`,
          name: `#${order}`,
          total_price: dot(cents),
          subtotal_price: dot(cents - 50),
          total_tax: "0.50",
          currency: "USD",
          financial_status: "paid",
          customer: { id: who, email: `${who}@x.com` },
        })),
      }),
    ),
  ),
  made("Google Sheets", 1313, (l) =>
    rows("Timestamp;Email Address;What did you buy?;How much?", l, ({ who, at, cents }) => [
      `${day("m/d/yyyy")(at)} ${two(new Date(at).getUTCHours())}:05:33`,
      `${who}@x.com`,
      "a thing",
      `$${english(cents)}`,
    ]),
  ),
  made(
    "Lightspeed with sums at the end",
    1315,
    (l) =>
      `${rows("ID;Date;Customer ID;Customer;Discounts;Subtotal;Tax;Total", l, ({ order, who, at, cents }) => [order, day("yyyy-mm-dd HH:MM")(at), who, `N ${who}`, "$0.00", `$${dot(cents - 70)}`, "$0.70", `$${dot(cents)}`])}Totals,,,,$0.00,$1.00,$16.80,$${dot(totals(l).cents)}\r\n`,
  ),
  made(
    "Square, given back",
    1316,
    (l) =>
      rows(
        "Date;Time;Gross Sales;Discounts;Net Sales;Tax;Total Collected;Customer ID;Customer Name;Transaction ID",
        l,
        ({ order, who, at, cents }) => [
          iso(at),
          "10:05:00",
          `$${dot(cents - 80)}`,
          "$0.00",
          `$${dot(cents - 80)}`,
          "$0.80",
          cents < 0 ? `-$${english(-cents)}` : `$${english(cents)}`,
          who,
          `N ${who}`,
          order,
        ],
      ),
    { read: { rows: 24, customers: totals(sales(1316, { back: true })).customers } },
  ),
  made("Wix", 1317, (l) =>
    rows(
      "Order number;Date created;Time;Total order quantity;Contact email;Note from customer;Currency;Total;Refunded amount;Net amount",
      l,
      ({ order, who, at, cents }) => [
        order,
        `${mon(at)} ${new Date(at).getUTCDate()}, ${new Date(at).getUTCFullYear()}`,
        "10:05:33 AM",
        "1",
        `${who}@x.com`,
        "",
        "USD",
        dot(cents),
        "0",
        dot(cents),
      ],
    ),
  ),
  made("sums of time and money in a spreadsheet's words", 1318, (l) =>
    rows(
      "Data;Godzina;Nr paragonu;Nr karty klienta;Wartość sprzedaży brutto",
      l,
      ({ order, who, at, cents }) => [day("dd.mm.yyyy")(at), "10:05", order, who, `${comma(cents)} zł`],
      ";",
    ),
  ),
  ...[
    scaled("Wartość (tys. zł)", 1000),
    scaled("Сумма, тыс. руб.", 1000),
    scaled("Umsatz in TEUR", 1000),
    scaled("Revenue (k€)", 1000),
    scaled("Sales ($000)", 1000),
    scaled("Amount (in thousands)", 1000),
    scaled("Revenue, USD mln", 1e6),
    scaled("amount_cents", 0.01),
    scaled("total (minor units)", 0.01),
    scaled("kwota w groszach", 0.01),
    scaled("сумма, коп.", 0.01),
    scaled("amount (pence)", 0.01),
    scaled("Sales in lakhs", 1e5),
    scaled("金額（千円）", 1000),
  ].map((make, i) => make(1340 + i)),
];
