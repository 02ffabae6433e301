SELECT 1 FROM orders SEMI JOIN customers USING (customer)
