"""A sheet of the findings workbook: headings that stay, columns of one kind, filters, paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil
from typing import Final

from addin.domain.money import Money
from addin.tables.area import Area, address
from addin.tables.blueprint import Entry, Highlight, Look, SheetBlueprint
from addin.tables.table import Value

HEADING_ROW: Final = 4
LONGEST: Final = 32_000
"""Letters that a cell holds: Excel takes few more."""

_LINE: Final = 13.0
_HIGHEST: Final = 400.0
"""Points: Excel shows no row that is higher than 409."""

_TITLE: Final = Look("Night title", bold=True, size=14)
_BELOW: Final = Look("Night note", colour="52616B")
_HEAD: Final = Look(
    "Night heading", bold=True, colour="FFFFFF", fill="1F3A4D", wrap=True, across="left"
)
_HEAD_INDENTED: Final = replace(_HEAD, name="Night heading of long texts", across="left", indent=1)
_HEAD_RIGHT: Final = Look(
    "Night heading of figures", bold=True, colour="FFFFFF", fill="1F3A4D", wrap=True, across="right"
)
_TOTAL: Final = Look("Night total", bold=True, number_format="#,##0", edges="b")


def _look(name: str, number_format: str = "General", across: str = "", indent: int = 0) -> Look:
    """A cell of a row: all are wrapped, so that a row's cells begin on one line."""
    return Look(
        name,
        number_format=number_format,
        across=across,
        wrap=True,
        indent=indent,
        edges="b",
        edge_colour="E2E6EA",
    )


class Kind(Enum):
    """What a column holds, which says how it looks."""

    TEXT = _look("Night text", "@", "left")
    WRAPPED = _look("Night text, long", "@", "left", 1)
    CURRENCY = _look("Night currency", "@", "left", 1)
    COUNT = _look("Night count", "#,##0")
    SECONDS = _look("Night seconds", "#,##0.0")
    DAY = _look("Night day", "yyyy-mm-dd", "left", 1)
    SHARE = _look("Night share", "0.0%;[Red]-0.0%")
    MONEY = _look("Night money", "#,##0.00;[Red]-#,##0.00")
    WHOLE_MONEY = _look("Night money without cents", "#,##0;[Red]-#,##0")

    @property
    def is_figure(self) -> bool:
        """Whether it is read from the right."""
        return self not in {Kind.TEXT, Kind.WRAPPED, Kind.DAY, Kind.CURRENCY}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, how wide it is; ``is_summed`` has a sum above it.

    Sums are of the rows that a filter leaves.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 12
    is_summed: bool = False


Cell = Value | Money
"""Money is shown in major units; None is an empty cell."""


def sheet(
    name: str,
    title: str,
    below: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    printed: int = 0,
    loud: Sequence[str] = (),
) -> SheetBlueprint:
    """The sheet: a title, a line under it, sums, headings, rows. Texts never become formulas.

    ``printed`` is how many columns are printed; 0: all. ``loud`` are words of the second column
    that are red.
    """
    last = HEADING_ROW + max(len(rows), 1)
    entries = {
        (1, 1): Entry(written(title), look=_TITLE),
        (2, 1): Entry(written(below), look=_BELOW),
    }
    for number, column in enumerate(columns, 1):
        if column.is_summed:
            entries[HEADING_ROW - 1, number] = _sum(number, last, rows)
        look = _HEAD_RIGHT if column.kind.is_figure else _HEAD
        if column.kind.value.indent:
            look = _HEAD_INDENTED
        entries[HEADING_ROW, number] = Entry(column.heading, look=look)
    for at, row in enumerate(rows, HEADING_ROW + 1):
        for number, (column, cell) in enumerate(zip(columns, row, strict=True), 1):
            entries[at, number] = _entry(column.kind, cell)
    return SheetBlueprint(
        name,
        entries,
        widths={number: column.width for number, column in enumerate(columns, 1)},
        heights={
            HEADING_ROW: 30,
            **{at: _height(columns, row) for at, row in enumerate(rows, HEADING_ROW + 1)},
        },
        frozen=(HEADING_ROW + 1, 2),
        filter_area=Area(HEADING_ROW, 1, last, len(columns)),
        print_area=Area(1, 1, last, printed or len(columns)),
        highlights=tuple(
            Highlight(Area(HEADING_ROW + 1, 2, last, 2), f'$B{HEADING_ROW + 1}="{word}"', "B3261E")
            for word in loud
        ),
        repeated_rows=(HEADING_ROW, HEADING_ROW),
        gridlines=False,
        footer=written(title).replace("&", "&&"),
    )


def written(text: str) -> str:
    """A text as a cell may hold it: without control characters, and not longer than it can be."""
    kept = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in text)
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}…"


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """How high a row is for its wrapped texts to be read: not every program works it out."""
    lines = 1
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, str) and cell:
            wide = max(column.width - 3, 1)
            lines = max(lines, sum(max(1, ceil(len(part) / wide)) for part in cell.split("\n")))
    return min(lines * _LINE + 3, _HIGHEST)


def _sum(number: int, last: int, rows: Sequence[Sequence[Cell]]) -> Entry:
    values = [row[number - 1] for row in rows]
    total = sum(value for value in values if isinstance(value, int | float))
    below = f"{address(HEADING_ROW + 1, number)}:{address(last, number)}"
    return Entry(total, f"SUBTOTAL(109,{below})", _TOTAL)


def _entry(kind: Kind, cell: Cell) -> Entry:
    if isinstance(cell, Money):
        has_cents = cell.amount.as_tuple().exponent != 0
        look = Kind.MONEY if has_cents else Kind.WHOLE_MONEY
        return Entry(float(cell.amount), look=look.value)
    if isinstance(cell, str):
        return Entry(written(cell) or None, look=kind.value)
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return Entry(cell, look=kind.value)
