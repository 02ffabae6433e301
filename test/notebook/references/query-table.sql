SELECT * FROM query_table('orders')
