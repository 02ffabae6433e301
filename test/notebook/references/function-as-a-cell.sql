SELECT sum(amount) FROM orders, range(3)
