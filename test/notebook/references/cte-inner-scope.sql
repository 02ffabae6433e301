SELECT * FROM (WITH customers AS (FROM orders) FROM customers) AS t, customers
