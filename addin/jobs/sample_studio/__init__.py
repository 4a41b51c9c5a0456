"""A studio of small productions, some with mistakes and some with broken files: a night's work."""
