WITH customers AS (FROM orders) SELECT 1 FROM notebook.customers AS a, customers AS b
