SELECT COLUMNS('a.*') FROM orders
