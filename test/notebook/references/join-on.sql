SELECT o.amount FROM orders o JOIN customers c ON o.customer = c.customer
