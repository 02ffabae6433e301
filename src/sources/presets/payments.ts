import { columns, type Preset } from "./preset";

/** Exports of payment services: every row is a movement of money. */
export const payments: readonly Preset[] = [
  {
    id: "stripe_payments",
    brand: "Stripe",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["id", "Amount", "Currency", "Status", "Customer ID|Customer Email", "Amount Refunded"],
        headers: columns(`
          id; Created date (UTC); Amount; Amount Refunded; Currency; Captured; Converted Amount;
          Converted Amount Refunded; Converted Currency; Description; Fee; Taxes On Fee; Mode; Status;
          Statement Descriptor; Customer ID; Customer Description; Customer Email; Card ID; Invoice ID;
          Transfer; Payment Source Type; Is Link; Application Fee; Application ID`),
      },
    ],
    roles: {
      customer: ["Customer ID", "Customer Email"],
      order: ["id"],
      date: ["Created date (UTC)", "Created (UTC)"],
      amount: ["Amount"],
      refunded: ["Amount Refunded"],
      currency: ["Currency"],
      product: ["Description"],
      refund: ["Status"],
    },
    cancelled: ["Failed", "Refunded", "Canceled", "Requires*", "Incomplete", "Blocked", "Uncaptured"],
    notes: ["refund-undated"],
  },
  {
    id: "stripe_invoices",
    brand: "Stripe",
    checked: "partly",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["id", "Customer", "Amount Due", "Amount Paid"],
        headers: columns(`
          id; Customer Name; Customer; Amount Due; Amount Paid; Paid; Billing; Charge; Closed;
          Date (UTC); Description; Number; Finalized At (UTC); Paid At (UTC);
          Minimum Line Item Period Start (UTC); Maximum Line Item Period End (UTC); Period End (UTC);
          Subscription; Total Discount Amount; Applied Coupons; Status`),
      },
    ],
    roles: {
      customer: ["Customer"],
      order: ["id", "Number"],
      date: ["Paid At (UTC)", "Date (UTC)", "Finalized At (UTC)"],
      amount: ["Amount Paid"],
      currency: ["Currency"],
      product: ["Subscription", "Description"],
      refund: ["Status"],
    },
    cancelled: ["void", "uncollectible", "draft", "open"],
    notes: ["refund-elsewhere"],
  },
  {
    id: "paypal_activity",
    brand: "PayPal",
    checked: "verified",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Date", "Type", "Gross", "Transaction ID", "From Email Address"],
        headers: columns(`
          Date; Time; TimeZone; Name; Type; Status; Currency; Gross; Fee; Net; From Email Address;
          To Email Address; Transaction ID; Shipping Address; Address Status; Item Title; Item ID;
          Shipping and Handling Amount; Insurance Amount; Sales Tax; Option 1 Name; Option 1 Value;
          Option 2 Name; Option 2 Value; Reference Txn ID; Invoice Number; Custom Number; Quantity;
          Receipt ID; Balance; Address Line 1; Address Line 2/District/Neighborhood; Town/City;
          State/Province/Region/County/Territory/Prefecture/Republic; Zip/Postal Code; Country;
          Contact Phone Number; Subject; Note; Country Code; Balance Impact`),
      },
    ],
    roles: {
      customer: ["From Email Address"],
      order: ["Transaction ID"],
      date: ["Date"],
      amount: ["Gross"],
      currency: ["Currency"],
      product: ["Item Title", "Item ID"],
      quantity: ["Quantity"],
      refund: ["Type"],
      original: ["Reference Txn ID"],
    },
    cancelled: [
      "Authorization*",
      "General Authorization*",
      "Order",
      "Void*",
      "General Withdrawal*",
      "Payment Refund",
      "Payment Reversal",
      "Reversal*",
      "Chargeback*",
      "Account Hold*",
      "General Currency Conversion",
    ],
    notes: ["refund-linked"],
  },
];
