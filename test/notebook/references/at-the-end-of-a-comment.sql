FROM orders --
