"""Which rows of two lists are the same thing, and where they differ. Pure."""
