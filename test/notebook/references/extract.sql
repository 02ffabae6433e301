SELECT extract(year FROM date) FROM orders
