SELECT customer FROM orders EXCEPT SELECT customer FROM customers INTERSECT SELECT customer FROM scores
