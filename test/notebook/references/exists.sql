SELECT * FROM customers c WHERE NOT EXISTS (FROM orders o WHERE o.customer = c.customer)
