"""Workbooks as a library saves them, read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.tables.table import Book


def saved(book: openpyxl.Workbook, folder: Path) -> Book:
    """A workbook as openpyxl saves it, read."""
    path = folder / "Book.xlsx"
    book.save(path)
    return read_workbook(path, "Budget/Book.xlsx")
