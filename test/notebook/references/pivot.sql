PIVOT orders ON n IN (1, 2) USING sum(amount)
