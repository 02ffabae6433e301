SELECT * FROM histogram(orders, n)
