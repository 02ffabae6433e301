SELECT 'it''s FROM customers' FROM orders
