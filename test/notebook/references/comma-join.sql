SELECT 1 FROM orders, customers, scores
