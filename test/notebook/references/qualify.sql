SELECT * FROM orders QUALIFY row_number() OVER (PARTITION BY customer) = 1
