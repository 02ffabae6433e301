-- FROM customers
SELECT * FROM orders -- JOIN scores
