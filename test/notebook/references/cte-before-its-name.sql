WITH a AS (SELECT * FROM customers), customers AS (SELECT * FROM orders) SELECT * FROM a, customers
