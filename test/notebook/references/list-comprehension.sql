SELECT [x + 1 FOR x IN [1, 2] IF x > 1] FROM orders
