SELECT 1 FROM orders ASOF JOIN customers ON orders.customer = customers.customer AND orders.date >= customers.date
