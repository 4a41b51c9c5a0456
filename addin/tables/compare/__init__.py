"""Two versions of a workbook → what changed. Pure: books in, differences out."""
