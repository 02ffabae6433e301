import { columns, type Preset } from "./preset";

/** Exports of analytics and of places where advertising is bought. */
export const traffic: readonly Preset[] = [
  {
    id: "ga4_bigquery",
    brand: "Google Analytics 4, BigQuery",
    checked: "verified",
    holds: "orders",
    grain: "event",
    forms: [
      {
        telling: ["event_date|event_timestamp", "event_name", "user_pseudo_id"],
        headers: columns(`
          event_date; event_timestamp; event_name; event_params (REPEATED key/value); user_id;
          user_pseudo_id; device.category; geo.country; traffic_source.source; traffic_source.medium;
          traffic_source.name; collected_traffic_source.*; ecommerce.transaction_id;
          ecommerce.purchase_revenue; ecommerce.purchase_revenue_in_usd; ecommerce.refund_value;
          ecommerce.shipping_value; ecommerce.tax_value; ecommerce.total_item_quantity;
          ecommerce.unique_items;
          items (REPEATED: item_id,item_name,item_brand,item_category..5,price,quantity,item_revenue,coupon,discount,affiliation)`),
      },
    ],
    roles: {
      customer: ["user_id", "user_pseudo_id"],
      order: ["ecommerce.transaction_id"],
      date: ["event_timestamp", "event_date"],
      amount: ["ecommerce.purchase_revenue"],
      refunded: ["ecommerce.refund_value"],
      product: ["items.item_id", "items.item_name"],
      quantity: ["items.quantity", "ecommerce.total_item_quantity"],
      refund: ["event_name"],
    },
    totals: ["ecommerce.purchase_revenue"],
    cancelled: ["!purchase"],
    notes: ["device-key"],
  },
  {
    id: "ga4_ui_csv",
    brand: "Google Analytics 4",
    checked: "unverified",
    holds: "table",
    grain: "order",
    forms: [
      {
        telling: ["Transaction ID", "Purchase revenue"],
        headers: columns(`
          Transaction ID; Date; Session source / medium; Ecommerce purchases; Purchase revenue;
          Refund amount`),
      },
    ],
    roles: {
      order: ["Transaction ID"],
      date: ["Date"],
      amount: ["Purchase revenue"],
      channel: ["Session source / medium"],
      refunded: ["Refund amount"],
    },
    notes: ["no-customer"],
  },
  {
    id: "google_ads_campaign",
    brand: "Google Ads",
    checked: "verified",
    holds: "costs",
    grain: "day",
    forms: [
      {
        telling: ["Campaign", "Cost", "Clicks|Impr."],
        headers: columns(`
          Day; Campaign; Campaign state; Campaign type; Currency code; Cost; Impr.; Clicks; Conversions;
          Conv. value`),
      },
    ],
    roles: {
      date: ["Day", "Week"],
      channel: ["Campaign"],
      cost: ["Cost"],
      currency: ["Currency code"],
    },
    notes: ["totals-row"],
  },
  {
    id: "meta_ads",
    brand: "Meta Ads",
    checked: "verified",
    holds: "costs",
    grain: "day",
    forms: [
      {
        telling: ["Campaign name", "Amount spent (*)"],
        headers: columns(`
          Reporting starts; Reporting ends; Campaign name; Campaign ID; Ad set name; Ad name; Ad ID; Day;
          Campaign delivery; Attribution setting; Results; Result indicator; Reach; Frequency;
          Cost per results; Amount spent (*); Impressions; Link clicks; Clicks (all); Purchases;
          Purchases conversion value`),
      },
    ],
    roles: {
      date: ["Day", "Reporting starts"],
      channel: ["Campaign name"],
      cost: ["Amount spent (*)"],
    },
    notes: ["span", "totals-row"],
  },
];
