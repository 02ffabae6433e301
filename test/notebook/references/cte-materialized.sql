WITH customers AS MATERIALIZED (FROM orders), scores AS NOT MATERIALIZED (FROM customers) FROM scores
