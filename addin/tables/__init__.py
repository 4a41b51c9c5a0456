"""Grids of cells and the records in them: recognise, parse, render. Pure."""
