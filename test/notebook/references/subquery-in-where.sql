SELECT * FROM customers WHERE customer IN (SELECT customer FROM orders)
