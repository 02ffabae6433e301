SELECT amount AS scores FROM orders
