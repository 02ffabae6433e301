SELECT 1 FROM orders NATURAL JOIN customers
