SELECT count(*) FILTER (WHERE amount > 5) FROM orders
