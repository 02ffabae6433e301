SELECT customers.amount FROM orders AS customers
