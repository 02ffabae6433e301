SELECT 1 FROM (orders JOIN customers USING (customer)) JOIN scores USING (customer)
