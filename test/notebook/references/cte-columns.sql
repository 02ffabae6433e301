WITH customers(a, b) AS (SELECT customer, amount FROM orders) SELECT a FROM customers
