"""Excel on Windows: the functions through xlwings, in one add-in file that any system can build."""
