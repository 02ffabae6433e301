SELECT * FROM summary JOIN repeat USING (customer)
