"""How a sheet of our own looks in Excel: fonts, fills, widths, links, a filter.

Frozen headings, rules that colour cells, lists to choose from and folded rows are for files only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from addin.adapters.live_excel.halving import blocks
from addin.adapters.live_excel.reading import range_of
from addin.tables.table import Area, NewSheet, Style

Cell = tuple[int, int]


def put_looks(sheet: Any, content: NewSheet) -> None:
    """Give the sheet the looks; each that is alike over an area in one call."""
    by_style: dict[Style, set[Cell]] = {}
    for cell, style in _styles(content):
        by_style.setdefault(style, set()).add(cell)
    for style, cells in by_style.items():
        for area in blocks(cells):
            _put_style(range_of(sheet, area), style)
    for column, width in enumerate(content.widths, 1):
        if width:
            sheet.range((1, column)).column_width = width
    if content.filter_area is not None:
        range_of(sheet, content.filter_area).api.AutoFilter()
    for row, line in enumerate(content.rows, 1):
        for column, new in enumerate(line, 1):
            if new.link:
                text = "" if new.value is None else str(new.value)
                sheet.range((row, column)).add_hyperlink(new.link, text, text)


def _styles(content: NewSheet) -> Iterator[tuple[Cell, Style]]:
    for row, line in enumerate(content.rows, 1):
        for column, new in enumerate(line, 1):
            if new.style != Style():
                yield (row, column), new.style


def _put_style(cells: Any, style: Style) -> None:
    if style.bold:
        cells.font.bold = True
    if style.italic:
        cells.font.italic = True
    if style.size:
        cells.font.size = style.size
    if style.colour:
        cells.font.color = _rgb(style.colour)
    if style.fill:
        cells.color = _rgb(style.fill)
    if style.wrap:
        cells.wrap_text = True
    if style.align:
        cells.horizontal_alignment = style.align


def _rgb(code: str) -> tuple[int, int, int]:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def formats_of_content(content: NewSheet) -> Iterator[tuple[Area, str]]:
    """The number formats of a sheet of our own."""
    by_code: dict[str, set[Cell]] = {}
    for cell, style in _styles(content):
        if style.number_format:
            by_code.setdefault(style.number_format, set()).add(cell)
    for code, cells in by_code.items():
        for area in blocks(cells):
            yield area, code
