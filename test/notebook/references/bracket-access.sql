SELECT info['city'], tags[1:2], info['orders'] FROM (SELECT MAP {'orders': 1} AS info, [1] AS tags) t, customers
