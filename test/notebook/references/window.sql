SELECT sum(amount) OVER w FROM orders WINDOW w AS (PARTITION BY customer ORDER BY date)
