SELECT (SELECT max(amount) FROM orders) AS most FROM customers
