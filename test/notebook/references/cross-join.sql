SELECT 1 FROM orders CROSS JOIN customers
