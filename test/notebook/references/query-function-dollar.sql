FROM query($$FROM orders$$)
