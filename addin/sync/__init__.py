"""Two-way sync of a table with a shared sheet: a three-way merge that loses nothing."""
