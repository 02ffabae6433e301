select * from ORDERS
