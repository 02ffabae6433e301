UNPIVOT orders ON n, quantity INTO NAME what VALUE much
