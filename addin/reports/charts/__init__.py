"""Charts of production figures: shapes as plain values, for a page and for paper."""
