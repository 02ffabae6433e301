FROM (FROM orders SELECT n) SELECT n WHERE n IN (FROM customers SELECT n)
