"""A workbook that does not exist yet: what will stand in its cells, and how it will look.

The templates and the sample production are drawn so; ``adapters/xlsx/builder`` makes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from addin.tables.calculate import computed
from addin.tables.table import Area, Book, ListObject, Sheet, Value, Visibility


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. Colours are RRGGBB, empty for none; ``edges`` are t, b, l and r.

    Cells of one look share one named style in the workbook, so that a coordinator can restyle them.
    """

    name: str
    bold: bool = False
    italic: bool = False
    size: float = 10
    colour: str = ""
    fill: str = ""
    number_format: str = "General"
    across: str = ""  # left, center, right; empty: as Excel does
    wrap: bool = False
    indent: int = 0
    edges: str = ""
    edge_colour: str = "BFBFBF"
    locked: bool = True


PLAIN = Look("Plain")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: a value, or a formula (without ``=``) with the value it gives.

    A formula whose value is None is worked out before the file is made.
    """

    value: Value = None
    formula: str = ""
    look: Look = PLAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be typed into some cells: one of ``options``, or of the cells in ``source``."""

    area: Area
    options: tuple[str, ...] = ()
    source: str = ""
    refuse: bool = True  # False: only warn
    message: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells that change their colours where a formula, written for the first of them, is true."""

    area: Area
    formula: str
    colour: str
    fill: str = ""


@dataclass(frozen=True, slots=True)
class SheetBlueprint:
    """One sheet. Rows and columns count from 1.

    ``frozen`` is the first cell that scrolls; ``repeated_rows`` are printed on every page.
    """

    name: str
    entries: Mapping[tuple[int, int], Entry]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] | None = None
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visibility: Visibility = Visibility.VISIBLE
    list_objects: tuple[ListObject, ...] = ()
    filter_area: Area | None = None
    choices: tuple[Choice, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    print_area: Area | None = None
    repeated_rows: tuple[int, int] | None = None
    landscape: bool = True
    wide: bool = False  # on legal paper
    one_page: bool = False
    gridlines: bool = True
    tab_colour: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class LinkedBook:
    """Another workbook that formulas refer to, as ``[1]Sheet!A1``, and what they last saw there."""

    target: str
    values: Mapping[tuple[str, int, int], float]  # (sheet, row, column) → the number


@dataclass(frozen=True, slots=True)
class BookBlueprint:
    """One workbook: its sheets, its defined names and the workbooks it links to."""

    title: str
    sheets: tuple[SheetBlueprint, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    links: tuple[LinkedBook, ...] = ()


def as_book(blueprint: BookBlueprint, name: str) -> Book:
    """The workbook as if it had been read: formulas without a value are still to be worked out."""
    return Book(
        name=name,
        sheets=tuple(_as_sheet(sheet) for sheet in blueprint.sheets),
        names=blueprint.names,
        links={i: link.target for i, link in enumerate(blueprint.links, 1)},
    )


def _as_sheet(sheet: SheetBlueprint) -> Sheet:
    last = max((row for row, _ in sheet.entries), default=0)
    rows: list[list[Value]] = [[] for _ in range(last)]
    for (row, column), entry in sorted(sheet.entries.items()):
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = entry.value
    formulas = {cell: entry.formula for cell, entry in sheet.entries.items() if entry.formula}
    return Sheet(
        name=sheet.name,
        rows=rows,
        formulas=formulas,
        uncached=frozenset(cell for cell in formulas if sheet.entries[cell].value is None),
        merged=sheet.merged,
        visibility=sheet.visibility,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        list_objects=sheet.list_objects,
    )


def with_values(
    blueprint: BookBlueprint, linked: Mapping[str, Book] | None = None
) -> BookBlueprint:
    """The workbook with a value in each formula cell that can be worked out.

    So that it opens with numbers in programs that only show what the file holds.
    """
    book = computed(as_book(blueprint, blueprint.title), linked)
    sheets = []
    for sheet, filled in zip(blueprint.sheets, book.sheets, strict=True):
        entries = {
            cell: replace(entry, value=filled.value(*cell)) if cell in filled.computed else entry
            for cell, entry in sheet.entries.items()
        }
        sheets.append(replace(sheet, entries=entries))
    return replace(blueprint, sheets=tuple(sheets))
