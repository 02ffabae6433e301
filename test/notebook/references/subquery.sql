SELECT * FROM (SELECT customer FROM orders) AS t
