SELECT * FROM "notebook"."orders"
