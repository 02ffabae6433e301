SELECT unnest([1, 2]) FROM orders
