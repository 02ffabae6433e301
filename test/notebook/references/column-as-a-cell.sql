SELECT n FROM customers ORDER BY n
