SELECT info.city, t.info.zip, info.scores FROM (SELECT {city: 1, zip: 2, scores: 3} AS info) t, orders
