SELECT * FROM orders JOIN customers USING (customer)
