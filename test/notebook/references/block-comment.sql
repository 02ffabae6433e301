SELECT * /* FROM customers /* nested */ JOIN scores */ FROM orders
