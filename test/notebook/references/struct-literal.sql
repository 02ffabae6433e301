SELECT {'orders': 1, customers: 2} FROM scores
