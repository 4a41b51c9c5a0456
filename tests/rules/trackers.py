"""Drawn lists of other trades as the papers that rules are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from addin import wiring
from addin.rules.rule import Options, Workpapers
from addin.tables.recognise import recognise
from tests.grid import book, grid


def papers(options: Options | None = None, **sheets: str) -> Workpapers:
    """Drawn sheets, understood as any workbook is."""
    drawn = book(*(grid(text, name.replace("_", " ")) for name, text in sheets.items()))
    tables = tuple(table for sheet in drawn.sheets for table in recognise(sheet, drawn.name))
    return Workpapers(books=(drawn,), tables=tables, options=options or Options())


def real_papers(*files: Path) -> Workpapers:
    """Real files, understood as any workbook is."""
    books = [wiring.workbooks(file).read(file.name) for file in files]
    tables = tuple(t for one in books for sheet in one.sheets for t in recognise(sheet, one.name))
    return Workpapers(books=tuple(books), tables=tables)


def found(rule: Any, given: Workpapers) -> list[tuple[str, list[str]]]:
    """Each finding's message, and its cells."""
    return [(one.message, [place.cell for place in one.places]) for one in rule.check(given)]
