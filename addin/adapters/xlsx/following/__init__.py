"""What refers to rows that move or to a sheet that is renamed, and how it follows."""
