"""Files that other programs export, read into records and tables; no I/O."""
