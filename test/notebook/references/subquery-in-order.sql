SELECT * FROM customers ORDER BY (SELECT count(*) FROM orders)
