FROM orders SELECT customer, sum(amount) GROUP BY ALL
