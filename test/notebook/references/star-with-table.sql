SELECT o.*, customers.* EXCLUDE (n) FROM orders o, customers
