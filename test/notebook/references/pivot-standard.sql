SELECT * FROM orders PIVOT (sum(amount) FOR n IN (1, 2))
