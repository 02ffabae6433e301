(FROM orders) UNION ALL BY NAME (FROM customers)
