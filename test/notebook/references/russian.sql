SELECT z.customer FROM заказы AS z
