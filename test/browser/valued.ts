/** The shipped sample read, and no more: a notebook of the site's own finds it by its name. */
export const READ = `---
title: Valued
---

# Valued

\`\`\`source id=sales
file: sample-orders.csv
size: 837564
read: {format: csv, encoding: utf-8, delimiter: ",", header: 1, decimal: ., dates: yyyy-mm-dd}
columns:
  order_id: text
  order_date: date
  customer_id: text
  product: text
  channel: text
  status: text
  quantity: integer
  unit_price: decimal
roles:
  customer: customer_id
  date: order_date
  quantity: quantity
  price: unit_price
  order: order_id
  refund: status
  product: product
cancelled: [cancelled, returned]
currency: EUR
\`\`\`

\`\`\`ledger id=orders from=sales
\`\`\`
`;

/** The least notebook that ends in values: no figure is drawn that nobody looks at. */
export const VALUED = `${READ}
\`\`\`customers id=customers from=orders
\`\`\`

\`\`\`fit id=repeat from=customers
model: bg-nbd
unit: week
\`\`\`

\`\`\`spend id=basket from=customers
\`\`\`

\`\`\`input id=share
type: range
label: Margin
min: 0
max: 1
step: 0.01
value: 0.3
\`\`\`

\`\`\`input id=rate
type: range
label: Annual discount rate
min: 0
max: 0.5
step: 0.01
value: 0.1
\`\`\`

\`\`\`input id=months
type: range
label: Horizon
min: 1
max: 60
step: 1
value: 12
\`\`\`

\`\`\`clv id=scores from=customers fit=repeat spend=basket
margin: \${share}
annual-rate: \${rate}
horizon: \${months} months
\`\`\`

\`\`\`segments id=segments from=scores customers=customers
\`\`\`
`;
