SELECT t.orders FROM (SELECT 1 AS orders) t, customers
