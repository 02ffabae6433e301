import { columns, type Preset } from "./preset";

/** Exports of shop programs. */
export const shops: readonly Preset[] = [
  {
    id: "shopify_orders",
    brand: "Shopify",
    checked: "verified",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["Name", "Financial Status", "Created at", "Total", "Lineitem quantity"],
        headers: columns(`
          Name; Email; Financial Status; Paid at; Fulfillment Status; Fulfilled at; Accepts Marketing;
          Currency; Subtotal; Shipping; Taxes; Total; Discount Code; Discount Amount; Shipping Method;
          Created at; Lineitem quantity; Lineitem name; Lineitem price; Lineitem compare at price;
          Lineitem sku; Lineitem requires shipping; Lineitem taxable; Lineitem fulfillment status;
          Billing Name; Billing Street; Billing Address1; Billing Address2; Billing Company;
          Billing City; Billing Zip; Billing Province; Billing Country; Billing Phone; Shipping Name;
          Shipping Street; Shipping Address1; Shipping Address2; Shipping Company; Shipping City;
          Shipping Zip; Shipping Province; Shipping Country; Shipping Phone; Notes; Note Attributes;
          Cancelled at; Payment Method; Payment Reference; Refunded Amount; Vendor; Outstanding Balance;
          Employee; Location; Device ID; Id; Tags; Risk Level; Source; Lineitem discount; Tax 1 Name;
          Tax 1 Value; Tax 2 Name; Tax 2 Value; Tax 3 Name; Tax 3 Value; Tax 4 Name; Tax 4 Value;
          Tax 5 Name; Tax 5 Value; Phone; Receipt Number; Duties; Billing Province Name;
          Shipping Province Name; Payment ID; Payment Terms Name`),
      },
    ],
    later: ["Next Payment Due At", "Payment References"],
    roles: {
      customer: ["Email", "Phone", "Billing Name"],
      order: ["Name", "Id"],
      date: ["Created at", "Paid at"],
      amount: ["Total"],
      refunded: ["Refunded Amount"],
      currency: ["Currency"],
      product: ["Lineitem sku", "Lineitem name"],
      quantity: ["Lineitem quantity"],
      refund: ["Financial Status"],
    },
    totals: ["Total"],
    cancelled: ["refunded", "voided"],
    notes: ["refund-undated"],
  },
  {
    id: "woocommerce_analytics_orders",
    brand: "WooCommerce",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Order #", "Status", "Customer", "Items sold"],
        headers: columns(`
          Date; Order #; N. Revenue (formatted); Status; Customer; Customer type; Product(s); Items sold;
          Coupon(s); Net Sales; Attribution`),
      },
    ],
    later: ["N. Revenue"],
    roles: {
      customer: ["Customer"],
      order: ["Order #"],
      date: ["Date"],
      amount: ["Net Sales", "N. Revenue", "N. Revenue (formatted)"],
      product: ["Product(s)"],
      quantity: ["Items sold"],
      refund: ["Status"],
    },
    cancelled: ["refunded", "cancelled", "failed", "trash"],
    notes: ["name-key"],
  },
  {
    id: "woocommerce_skyverge",
    brand: "WooCommerce, SkyVerge",
    checked: "verified",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["order_id", "order_total", "shipping_total", "billing_email"],
        headers: columns(`
          order_id; order_number; order_number_formatted; order_date; status; shipping_total;
          shipping_tax_total; fee_total; fee_tax_total; tax_total; discount_total; order_total;
          refunded_total; order_currency; payment_method; shipping_method; customer_id;
          billing_first_name; billing_last_name; billing_full_name; billing_company; vat_number;
          billing_email; billing_phone; billing_address_1; billing_address_2; billing_postcode;
          billing_city; billing_state; billing_state_code; billing_country; shipping_first_name;
          shipping_last_name; shipping_full_name; shipping_address_1; shipping_address_2;
          shipping_postcode; shipping_city; shipping_state; shipping_state_code; shipping_country;
          shipping_company; customer_note; item_id; item_product_id; item_name; item_sku; item_quantity;
          item_subtotal; item_subtotal_tax; item_total; item_total_tax; item_refunded; item_refunded_qty;
          item_meta; item_price; line_items; shipping_items; fee_items; tax_items; coupon_items; refunds;
          order_notes; download_permissions`),
      },
    ],
    roles: {
      customer: ["customer_id", "billing_email"],
      order: ["order_id", "order_number"],
      date: ["order_date", "date"],
      amount: ["item_total", "order_total"],
      refunded: ["item_refunded", "refunded_total"],
      currency: ["order_currency"],
      product: ["item_sku", "item_name"],
      quantity: ["item_quantity"],
      refund: ["status"],
    },
    totals: ["order_total"],
    cancelled: ["refunded", "cancelled", "failed"],
    notes: ["guest-zero"],
  },
  {
    id: "woocommerce_algolplus",
    brand: "WooCommerce, AlgolPlus",
    checked: "verified",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["Order Number", "Order Status", "Order Date", "Email (Billing)"],
        headers: columns(`
          Order Number; Order Status; Order Date; Customer Note; First Name (Billing);
          Last Name (Billing); Company (Billing); Address 1&2 (Billing); City (Billing);
          State Code (Billing); Postcode (Billing); Country Code (Billing); Email (Billing);
          Phone (Billing); First Name (Shipping); Last Name (Shipping); Address 1&2 (Shipping);
          City (Shipping); State Code (Shipping); Postcode (Shipping); Country Code (Shipping); Item #;
          SKU; Name; Product Variation; Quantity; Quantity (- Refund); Item Cost; Order Line (w/o tax);
          Order Line Tax; Order Line Total; Order Line Total Refunded; Order Line Total (- Refund);
          Image URL; Coupon Code; Discount Amount; Discount Amount Tax; Payment Method Title;
          Coupons Used; Cart Discount Amount; Order Subtotal Amount; Order Tax Amount;
          Order Shipping Amount; Order Refund Amount; Order Total Amount; Order Total Tax Amount;
          Total items; Total products`),
      },
    ],
    roles: {
      customer: ["Email (Billing)", "Phone (Billing)"],
      order: ["Order Number"],
      date: ["Order Date"],
      amount: ["Order Line Total", "Order Total Amount"],
      refunded: ["Order Line Total Refunded", "Order Refund Amount"],
      product: ["SKU", "Name"],
      quantity: ["Quantity"],
      refund: ["Order Status"],
    },
    totals: ["Order Total Amount"],
    cancelled: ["refunded", "cancelled", "failed"],
    notes: [],
  },
  {
    id: "prestashop_orders",
    brand: "PrestaShop",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["ID", "Reference|Indeks", "Customer|Klient", "Total|Razem", "Payment|Płatność", "Status"],
        headers: columns(`
          ID; Reference|Indeks; New client|Nowy klient; Delivery|Dostawa; Customer|Klient; Total|Razem;
          Payment|Płatność; Status; Date|Data`),
      },
    ],
    roles: {
      customer: ["Customer", "Klient"],
      order: ["Reference", "Indeks", "ID"],
      date: ["Date", "Data"],
      amount: ["Total", "Razem"],
      refund: ["Status"],
    },
    cancelled: ["Refunded", "Canceled", "Cancelled", "Payment error", "Anulowane", "Zwrot", "Błąd płatności"],
    notes: ["name-key"],
  },
  {
    id: "magento_orders",
    brand: "Magento",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Purchase Point", "Purchase Date", "Grand Total (Purchased)|Grand Total (Base)"],
        headers: columns(`
          ID; Purchase Point; Purchase Date; Bill-to Name; Ship-to Name; Grand Total (Base);
          Grand Total (Purchased); Status; Billing Address; Shipping Address; Shipping Information;
          Customer Email; Customer Group; Subtotal; Shipping and Handling; Customer Name; Payment Method;
          Total Refunded`),
      },
    ],
    roles: {
      customer: ["Customer Email", "Bill-to Name", "Customer Name"],
      order: ["ID"],
      date: ["Purchase Date"],
      amount: ["Grand Total (Purchased)", "Grand Total (Base)"],
      refunded: ["Total Refunded"],
      refund: ["Status"],
    },
    cancelled: ["closed", "canceled", "cancelled"],
    notes: ["refund-undated"],
  },
];
