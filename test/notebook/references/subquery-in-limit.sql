SELECT * FROM customers LIMIT (SELECT max(n) FROM orders)
