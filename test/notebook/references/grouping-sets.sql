SELECT customer, n, count(*) FROM orders GROUP BY GROUPING SETS ((customer), (n), ())
