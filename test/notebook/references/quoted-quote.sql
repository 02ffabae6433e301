SELECT amount AS "orders""x" FROM customers
