SELECT scores: amount FROM t: orders
