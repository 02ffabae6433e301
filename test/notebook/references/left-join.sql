SELECT 1 FROM orders o LEFT JOIN customers c ON o.customer = c.customer LEFT OUTER JOIN scores s ON s.customer = c.customer
