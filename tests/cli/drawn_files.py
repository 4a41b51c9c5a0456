"""Drawn productions as files in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl

from addin.tables.table import Book
from tests.jobs.production_in_memory import books


def folder_of(path: Path, lighting: str = "545") -> Path:
    """The drawn production as files, with formulas that hold no value."""
    return saved(path, books(lighting))


def saved(path: Path, drawn: Iterable[Book]) -> Path:
    """Workbooks as files, with formulas that hold no value."""
    path.mkdir()
    for book in drawn:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for sheet in book.sheets:
            page = made.create_sheet(sheet.name)
            for r, row in enumerate(sheet.rows, 1):
                for c, value in enumerate(row, 1):
                    formula = sheet.formulas.get((r, c))
                    page.cell(r, c, f"={formula}" if formula else value)
        made.save(path / book.name)
    return path
