SELECT orders FROM orders
