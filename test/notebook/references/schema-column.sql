SELECT notebook.orders.amount FROM notebook.orders
