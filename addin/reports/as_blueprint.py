"""Sheets that are to be added, as a workbook of their own: for a production that has none yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.tables.blueprint import (
    PLAIN,
    BookBlueprint,
    Choice,
    Entry,
    Highlight,
    Look,
    SheetBlueprint,
)
from addin.tables.table import Condition, NewCell, NewSheet, Style, address

_SIZE = 10.0
_EDGES = (("top", "t"), ("bottom", "b"))


def as_blueprint(title: str, sheets: Sequence[NewSheet]) -> BookBlueprint:
    """The workbook with these sheets, looking as they would where they are added to another."""
    looks: dict[Style, Look] = {Style(): PLAIN}
    return BookBlueprint(title, tuple(_sheet(one, looks) for one in sheets))


def _sheet(sheet: NewSheet, looks: dict[Style, Look]) -> SheetBlueprint:
    entries = {
        (row, column): _entry(cell, looks)
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell.value is not None or cell.style != Style()
    }
    frozen = (sheet.frozen_rows + 1, sheet.frozen_columns + 1)
    return SheetBlueprint(
        sheet.name,
        entries,
        widths={column: width for column, width in enumerate(sheet.widths, 1) if width},
        frozen=frozen if frozen != (1, 1) else None,
        hidden_columns=sheet.hidden_columns,
        filter_area=sheet.filter_area,
        choices=tuple(
            Choice(one.area, one.options, refuse=False, message=one.prompt) for one in sheet.choices
        ),
        highlights=tuple(_highlights(sheet.conditions)),
        repeated_rows=(1, sheet.frozen_rows) if sheet.frozen_rows else None,
        tab_colour=sheet.tab_colour,
    )


def _entry(cell: NewCell, looks: dict[Style, Look]) -> Entry:
    look = looks.setdefault(cell.style, _look(cell.style, len(looks)))
    if cell.is_formula and isinstance(cell.value, str):
        return Entry(cell.computed, cell.value.removeprefix("="), look)
    return Entry(cell.value, look=look)


def _look(style: Style, number: int) -> Look:
    return Look(
        f"Tieout {number}",
        bold=style.bold,
        italic=style.italic,
        size=style.size or _SIZE,
        colour=style.colour,
        fill=style.fill,
        number_format=style.number_format or "General",
        across=style.align,
        wrap=style.wrap,
        indent=style.indent,
        edges="".join(letter for name, letter in _EDGES if getattr(style, name)),
    )


def _highlights(conditions: Sequence[Condition]) -> Iterator[Highlight]:
    """Conditions that compare a cell with a text; bars are for lists of findings, not for these."""
    for one in conditions:
        first = address(one.area.top, one.area.left)
        told = str(one.operand).replace('"', '""')
        formula = {
            "contains": f'ISNUMBER(SEARCH("{told}",{first}))',
            "equal": f'{first}="{told}"',
            "formula": told,
        }.get(one.kind)
        if formula:
            yield Highlight(one.area, formula, one.style.colour or "000000", one.style.fill)
