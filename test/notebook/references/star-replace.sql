SELECT * EXCLUDE (n) REPLACE (amount * 2 AS amount) FROM orders
