SELECT * FROM customers WHERE amount > ANY (SELECT amount FROM orders)
