SELECT 'FROM customers' FROM orders
