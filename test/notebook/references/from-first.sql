FROM orders
