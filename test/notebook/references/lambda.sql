SELECT list_transform([1, 2], lambda orders: orders + 1), list_filter([1, 2], x -> x > 1) FROM customers
