SELECT * FROM customers WHERE customer IN (FROM orders SELECT customer)
