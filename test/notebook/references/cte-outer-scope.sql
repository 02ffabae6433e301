WITH customers AS (FROM orders) SELECT * FROM (SELECT * FROM customers WHERE n IN (SELECT n FROM customers))
