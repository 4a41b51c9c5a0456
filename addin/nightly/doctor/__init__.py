"""Whether nights will go well: a studio and what its nights need, and what begins them."""
