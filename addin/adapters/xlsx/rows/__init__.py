"""Rows appended to lists and tables; tables grown and shrunk."""
