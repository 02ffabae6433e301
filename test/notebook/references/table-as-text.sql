FROM 'orders'
