SELECT * FROM "last-year"
