"""Tables as records: one module for each family of lists, one reader of columns for all."""
