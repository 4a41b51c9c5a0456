"""Workbooks that are open in Excel, read and written through xlwings (its BSD part only)."""
