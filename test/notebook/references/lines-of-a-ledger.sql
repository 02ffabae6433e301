SELECT * FROM "orders:lines"
