SELECT customer FROM orders GROUP BY customer HAVING sum(amount) > (SELECT avg(amount) FROM customers)
