SELECT substring(customer FROM 2 FOR 1), trim(BOTH 'x' FROM customer) FROM orders
