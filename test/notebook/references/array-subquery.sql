SELECT ARRAY(SELECT amount FROM orders) FROM customers
