WITH a AS (FROM orders), customers AS (FROM a), b AS (FROM customers) FROM b
