"""Rules on budgets: their lines, their fringes, and the topsheet above them."""
