WITH "customers" AS (SELECT * FROM orders) SELECT * FROM customers
