WITH a AS (WITH customers AS (FROM scores) FROM customers) SELECT 1 FROM a, orders
