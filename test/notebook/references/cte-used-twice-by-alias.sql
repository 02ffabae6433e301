WITH customers AS (FROM orders) SELECT a.n FROM customers a JOIN customers b ON a.n = b.n
