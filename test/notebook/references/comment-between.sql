SELECT * FROM /* here */ orders, -- and
 customers
