"""Notes on cells: the comments part, and the old drawing that shows them."""
