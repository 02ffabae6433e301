SELECT 1 FROM customers c, LATERAL (SELECT sum(amount) FROM orders o WHERE o.customer = c.customer) t
