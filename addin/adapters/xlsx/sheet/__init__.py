"""One worksheet part: blocks of rows, the cells in them, what an edit means for its bytes."""
