SELECT E'a\' FROM customers' FROM orders
