import { change, orders, sum, type Fault, type Row } from "./fault";

/** Who is no customer. */

const named = (name: string, rule: Fault["rule"], id: string, which: readonly number[]): Fault => ({
  name,
  in: "orders",
  rule,
  rows: which.length,
  cents: sum(orders(), which),
  plant: (rows) => change(rows, which, (row): Row => ({ ...row, customer_id: id })),
  spoils: true,
});

export const faults: readonly Fault[] = [
  named("a blank where the customer should be", "no-customer", "", [3, 40, 77]),
  named("a word for nothing where the customer should be", "no-customer", "NULL", [5, 6]),
  named("a guest, in English", "guest-customer", "guest", [10, 11]),
  named("a guest, in Polish", "guest-customer", "Gość", [12]),
  named("a guest, in Russian", "guest-customer", "Гость", [13, 14]),
  named("a number that stands for nobody", "guest-customer", "0", [1, 9, 17, 25, 33, 41, 49, 57]),
  named("a test account", "test-customer", "test", [20, 21]),
  named("an address of the examples", "test-customer", "jan@example.com", [22]),
  named("a test account, in Russian", "test-customer", "тест 1", [23]),
  {
    name: "one customer with nearly all the money",
    in: "orders",
    rule: "one-customer",
    rows: 600,
    cents: 600 * 9999,
    plant: (rows) => [
      ...rows,
      ...Array.from({ length: 600 }, (_, i) => ({
        ...rows[i % 80]!,
        order_id: String(3001 + i),
        customer_id: "WEBSHOP",
        amount: "99.99",
      })),
    ],
  },
];
