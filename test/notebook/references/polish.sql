SELECT * FROM zamówienia
