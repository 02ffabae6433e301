WITH customers AS (FROM orders) SELECT n FROM customers UNION SELECT n FROM customers
