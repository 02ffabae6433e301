SELECT * FROM query('SELECT * FROM orders JOIN customers USING (customer)')
