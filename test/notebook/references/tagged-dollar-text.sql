SELECT $sql$ FROM customers $$ $sql$ FROM orders
