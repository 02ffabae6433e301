SELECT CASE WHEN n > 1 THEN (SELECT min(n) FROM orders) ELSE 0 END FROM customers
