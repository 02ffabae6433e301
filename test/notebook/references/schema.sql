SELECT * FROM notebook.orders
