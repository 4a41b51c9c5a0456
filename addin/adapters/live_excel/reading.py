"""A workbook that is open in Excel, as our ``Book``: whole sheets in a few calls each.

Values and formulas of all that a sheet uses are one call each; so are number formats, hidden rows
and merged cells where a whole area is alike. ``Value2`` is asked for: it does not round money, and
gives dates as the numbers that they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from addin.adapters.live_excel.error_codes import BASE, CODES
from addin.adapters.live_excel.halving import alike, marked
from addin.adapters.live_excel.link_names import numbered
from addin.adapters.live_excel.live_digest import digest_of_content
from addin.adapters.xlsx.reading.format_codes import GENERAL, Shows, shows
from addin.adapters.xlsx.reading.serials import moment
from addin.adapters.xlsx.reading.styled_cells import is_number
from addin.tables.beside_cells import Calculation, DefinedName
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Area, Book, ErrorValue, ListObject, Sheet, Value, Visibility

Cell = tuple[int, int]

_VISIBILITY: Final = {-1: Visibility.VISIBLE, 0: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
_ERRORS: Final = {BASE + code: ErrorValue(text) for text, code in CODES.items()}
_BUILT_IN: Final = frozenset(
    {"print_area", "print_titles", "_filterdatabase", "criteria", "extract"}
)
_WHOLE: Final = 1e15
_QUERY: Final = 3  # xlSrcQuery
WORKBOOKS: Final = 1  # xlExcelLinks


def live_book(open_book: Any, name: str) -> Book:
    """What is in an open workbook; findings will call it by ``name``.

    ``open_book`` is xlwings' ``Book``. Its digest is that of what people entered, not of what
    formulas give: a recalculation is no change.
    """
    date_1904 = bool(open_book.api.Date1904)
    links = tuple(open_book.api.LinkSources(WORKBOOKS) or ())
    sheets = tuple(_sheet(sheet, links, date_1904=date_1904) for sheet in open_book.sheets)
    defined = tuple(_names(open_book, links))
    book = Book(
        name,
        sheets,
        kind=Path(name).suffix.lstrip(".").lower() or "xlsx",
        date_1904=date_1904,
        names={f"{n.sheet}!{n.name}" if n.sheet else n.name: n.formula for n in defined},
        links=dict(enumerate(links, 1)),
        defined_names=defined,
        calculation=Calculation(is_manual=open_book.app.calculation == "manual"),
    )
    return replace(book, digest=digest_of_content(book))


def range_of(sheet: Any, area: Area) -> Any:
    """An area of a sheet, as xlwings' ``Range``."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def area_at(address: str) -> Area:
    """An address as Excel gives it: ``$A$1:$F$90``."""
    return Area.of(address.rpartition("!")[2].replace("$", ""))


def grid_of(answer: Any) -> Sequence[Sequence[Any]]:
    """What Excel answers for a range: rows of cells, a single cell too."""
    if not isinstance(answer, list | tuple):
        return ((answer,),)
    return answer if answer and isinstance(answer[0], list | tuple) else (answer,)


def _sheet(sheet: Any, links: tuple[str, ...], *, date_1904: bool) -> Sheet:
    used = sheet.used_range
    area = area_at(used.address)
    stored = grid_of(used.api.Value2)
    texts = grid_of(used.formula)
    arrays, spilling = _arrays(sheet, area, texts)
    formulas = dict(_formulas(area, stored, texts, arrays, links))
    values = {
        (area.top + r, area.left + c): _value(value)
        for r, row in enumerate(stored)
        for c, value in enumerate(row)
        if value is not None
    }
    # a formula that gives an empty text has a value: Excel answers with the text, not with nothing
    uncached = frozenset(cell for cell in formulas if cell not in values)
    numbers = {cell for cell, value in values.items() if is_number(value)} | uncached
    formats = dict(_formats(sheet, numbers))
    for cell, code in formats.items():
        shown = shows(code)
        if shown is not Shows.NUMBER and cell in values:
            values[cell] = moment(values[cell], shown, date_1904=date_1904)
    api = sheet.api
    filtered = api.AutoFilter
    return Sheet(
        sheet.name,
        _rows(values),
        formulas,
        formats,
        uncached=uncached,
        arrays=arrays,
        merged=_marked(sheet, area, "MergeCells", "MergeArea"),
        visibility=_VISIBILITY.get(api.Visible, Visibility.HIDDEN),
        hidden_rows=_hidden(sheet, area, "EntireRow"),
        hidden_columns=_hidden(sheet, area, "EntireColumn"),
        list_objects=tuple(_list_objects(sheet, values)),
        notes={_corner(note.location): note.text for note in sheet.notes},
        filtered=area_at(filtered.Range.Address) if filtered is not None else None,
        spilling=spilling,
        is_protected=bool(api.ProtectContents),
    )


def _corner(cells: Any) -> Cell:
    area = area_at(cells.address)
    return area.top, area.left


def _value(stored: Any) -> Value:
    if isinstance(stored, bool) or stored is None:
        return stored
    if isinstance(stored, int) and stored in _ERRORS:
        return _ERRORS[stored]
    if isinstance(stored, float) and stored.is_integer() and abs(stored) < _WHOLE:
        return int(stored)
    if isinstance(stored, str):
        return stored or None
    return float(stored)


def _formulas(
    area: Area,
    stored: Sequence[Sequence[Any]],
    texts: Sequence[Sequence[str]],
    arrays: Mapping[Cell, Area],
    links: tuple[str, ...],
) -> Iterator[tuple[Cell, str]]:
    """The formulas of a sheet; a text that begins with ``=`` is none, and gives itself."""
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if not text.startswith("=") or text == stored[r][c]:
                continue
            cell = (area.top + r, area.left + c)
            if cell in arrays or not any(cell in filled for filled in arrays.values()):
                yield cell, numbered(as_shown(text[1:]), links)


def _arrays(
    sheet: Any, area: Area, texts: Sequence[Sequence[str]]
) -> tuple[dict[Cell, Area], frozenset[Cell]]:
    """The areas of array formulas, and which of them spill; asked only where there are formulas."""
    if not any(text.startswith("=") for row in texts for text in row):
        return {}, frozenset()
    fixed = _marked(sheet, area, "HasArray", "CurrentArray")
    spilt = marked(
        area,
        lambda one: getattr(range_of(sheet, one).api, "HasSpill", False),  # Excel from 2021 on
        lambda row, column: area_at(
            sheet.range((row, column)).api.SpillParent.SpillingToRange.Address
        ),
    )
    corners = {(one.top, one.left): one for one in (*fixed, *spilt)}
    return corners, frozenset((one.top, one.left) for one in spilt)


def _marked(sheet: Any, area: Area, has: str, whole: str) -> tuple[Area, ...]:
    return marked(
        area,
        lambda one: getattr(range_of(sheet, one).api, has),
        lambda row, column: area_at(getattr(sheet.range((row, column)).api, whole).Address),
    )


def _hidden(sheet: Any, area: Area, whole: str) -> frozenset[int]:
    if whole == "EntireRow":
        line = Area(area.top, area.left, area.bottom, area.left)
    else:
        line = Area(area.top, area.left, area.top, area.right)
    return frozenset(
        number
        for one, hidden in alike(line, lambda one: getattr(range_of(sheet, one).api, whole).Hidden)
        if hidden
        for number in (
            range(one.top, one.bottom + 1)
            if whole == "EntireRow"
            else range(one.left, one.right + 1)
        )
    )


def _formats(sheet: Any, numbers: set[Cell]) -> Iterator[tuple[Cell, str]]:
    """The number formats of cells that hold numbers; of each column only where it holds any."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(numbers):
        columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        line = Area(rows[0], column, rows[-1], column)
        for one, code in formats_in(sheet, line, numbers):
            if code != GENERAL:
                yield from ((cell, code) for cell in one.cells if cell in numbers)


def formats_in(
    sheet: Any, area: Area, wanted: set[Cell] | None = None
) -> Iterator[tuple[Area, str]]:
    """The number formats of an area, piece by piece; of ``wanted`` cells alone, if given."""

    def ask(one: Area) -> str | None:
        if wanted is not None and not any(cell in wanted for cell in one.cells):
            return GENERAL
        code: str | None = range_of(sheet, one).number_format
        return code

    return alike(area, ask)


def _list_objects(sheet: Any, values: Mapping[Cell, Value]) -> Iterator[ListObject]:
    for table in sheet.tables:
        area = area_at(table.range.address)
        has_headers = bool(table.show_headers)
        names = range(area.left, area.right + 1)
        yield ListObject(
            table.name,
            area,
            tuple(
                str(values.get((area.top, column)) or "")
                if has_headers
                else str(table.api.ListColumns(column - area.left + 1).Name)
                for column in names
            ),
            int(has_headers),
            int(bool(table.show_totals)),
            "a query" if table.api.SourceType == _QUERY else "",
        )


def _names(open_book: Any, links: tuple[str, ...]) -> Iterator[DefinedName]:
    for one in open_book.names:
        before, _, own = one.name.rpartition("!")
        sheet = before.strip("'").replace("''", "'")
        if sheet and own.casefold() in _BUILT_IN:
            own = f"_xlnm.{own}"
        formula = numbered(as_shown(one.refers_to.removeprefix("=")), links)
        yield DefinedName(own, formula, sheet, is_hidden=not one.api.Visible)


def _rows(values: Mapping[Cell, Value]) -> tuple[tuple[Value, ...], ...]:
    rows: list[list[Value]] = []
    for (row, column), value in sorted(values.items()):
        if value is None:
            continue
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - 1 - len(cells)))
        cells.append(value)
    return tuple(map(tuple, rows))
