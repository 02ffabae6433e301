SELECT customer FROM orders UNION ALL SELECT customer FROM customers
