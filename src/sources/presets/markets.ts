import { columns, type Preset } from "./preset";

/** Exports of marketplaces and what connects them. */
export const markets: readonly Preset[] = [
  {
    id: "allegro_orders",
    brand: "Allegro",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["OrderId", "BuyerId|BuyerLogin", "OrderDate", "TotalToPayAmount|TotalPaidAmount"],
        headers: columns(`
          Type; OrderId; SellerId; SellerLogin; OrderDate; SellerStatus; BuyerId; BuyerLogin; BuyerEmail;
          BuyerCompany; BuyerName; BuyerPhone; BuyerAddress; BuyerZip; BuyerCity; BuyerCountryCode;
          PaymentId; PaymentStatus; PaymentProvider; AllegroPay; PaymentAmount; PaymentCurrency;
          DeliveryMethod; DeliveryAmount; DeliveryCurrency; DeliveryAddressCompanyName;
          DeliveryAddressName; DeliveryAddressPhone; DeliveryAddressStreet; DeliveryAddressZipCode;
          DeliveryAddressCity; DeliveryAddressCountry; DeliveryPickupPointId; DeliveryPickupPointName;
          DeliveryPickupPointStreet; DeliveryPickupPointZipCode; DeliveryPickupPointCity; InvoiceName;
          InvoiceCompanyName; InvoiceStreet; InvoiceZipCode; InvoiceCity; InvoiceCountry; InvoiceTaxId;
          TotalToPayAmount; TotalToPayCurrency; TotalPaidAmount; TotalPaidCurrency; SellerNotes;
          BuyerNotes; Marketplace`),
      },
    ],
    roles: {
      customer: ["BuyerId", "BuyerLogin", "BuyerEmail"],
      order: ["OrderId"],
      date: ["OrderDate"],
      amount: ["TotalToPayAmount", "TotalPaidAmount"],
      currency: ["TotalToPayCurrency", "TotalPaidCurrency"],
      refund: ["SellerStatus"],
    },
    totals: ["TotalToPayAmount", "TotalPaidAmount"],
    cancelled: ["CANCELLED"],
    notes: ["refund-elsewhere"],
  },
  {
    id: "baselinker_orders",
    brand: "BaseLinker",
    checked: "partly",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["order_id", "order_source", "date_add|date_confirmed"],
        headers: columns(`
          order_id; shop_order_id; external_order_id; order_source; order_source_id; order_status_id;
          date_add; date_confirmed; date_in_status; user_login; phone; email; currency; payment_method;
          payment_method_cod; payment_done; delivery_method; delivery_price; delivery_fullname;
          delivery_city; delivery_country; invoice_fullname; invoice_company; invoice_nip; want_invoice;
          extra_field_1; extra_field_2; commission.net; commission.gross; products[].product_id;
          products[].name; products[].sku; products[].ean; products[].price_brutto; products[].tax_rate;
          products[].quantity`),
      },
    ],
    roles: {
      customer: ["email", "user_login", "phone"],
      order: ["order_id"],
      date: ["date_confirmed", "date_add"],
      price: ["products[].price_brutto", "price_brutto"],
      quantity: ["products[].quantity", "quantity"],
      currency: ["currency"],
      product: ["products[].sku", "products[].ean", "products[].name", "sku", "ean", "name"],
    },
    notes: ["refund-elsewhere"],
  },
  {
    id: "amazon_all_orders",
    brand: "Amazon Seller Central",
    checked: "verified",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["amazon-order-id", "purchase-date", "order-status"],
        headers: columns(`
          amazon-order-id; merchant-order-id; purchase-date; last-updated-date; order-status;
          fulfillment-channel; sales-channel; order-channel; url; ship-service-level; product-name; sku;
          asin; item-status; quantity; currency; item-price; item-tax; shipping-price; shipping-tax;
          gift-wrap-price; gift-wrap-tax; item-promotion-discount; ship-promotion-discount; ship-city;
          ship-state; ship-postal-code; ship-country; promotion-ids; is-business-order;
          purchase-order-number; price-designation`),
      },
    ],
    roles: {
      customer: ["buyer-email"],
      order: ["amazon-order-id"],
      date: ["purchase-date"],
      amount: ["item-price"],
      currency: ["currency"],
      product: ["sku", "asin"],
      quantity: ["quantity"],
      refund: ["item-status", "order-status"],
    },
    cancelled: ["Cancelled"],
    notes: ["no-customer"],
  },
  {
    id: "ozon_performance_bonus",
    brand: "Ozon Performance",
    checked: "verified",
    holds: "costs",
    grain: "line",
    forms: [
      {
        telling: ["Номер заказа", "Стоимость, ₽", "Расход, ₽"],
        headers: columns(`
          Дата; ID заказа; Номер заказа; SKU; SKU продвигаемого товара; Артикул; Источник заказов;
          Название товара; Количество; Стоимость продажи, ₽; Стоимость, ₽; Ставка, %; Ставка, ₽;
          Расход, ₽`),
      },
    ],
    roles: {
      order: ["Номер заказа"],
      date: ["Дата"],
      amount: ["Стоимость, ₽"],
      product: ["SKU", "Артикул"],
      quantity: ["Количество"],
      channel: ["Источник заказов"],
      cost: ["Расход, ₽"],
    },
    currency: "RUB",
    notes: ["no-customer"],
  },
];
