SELECT * FROM range(10), orders
