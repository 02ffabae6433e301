SELECT * FROM memory.notebook.orders
