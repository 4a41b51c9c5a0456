"""An engine of xlwings over files: macros and our adapter run on workbooks no Excel has open."""
