SELECT * FROM notebook . orders
