SELECT amount scores FROM orders
