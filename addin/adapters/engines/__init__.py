"""Engines: programs and libraries that work out the formulas of a workbook without Excel."""
