SELECT * FROM "check"
