"""An open document → its snapshot: the sheets as Tieout's own process reads them.

A sheet takes a few calls however many cells it has; a formula that the two programs spell
differently takes two more, and so does a note or a merged area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .contents import Reader
from .number_formats import GENERAL
from .places import Area, cells_of, name, of_address

if TYPE_CHECKING:
    from collections.abc import Iterator

USED = 1 | 2 | 4 | 8 | 16
"""com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, ANNOTATION, FORMULA."""
BEYOND = 100
"""Rows below what is used whose number formats are told too: something may be written there."""
_SINCE_1900 = (1899, 12, 30)
_SINCE_1904 = (1904, 1, 1)
_HIDDEN = 16  # com.sun.star.sheet.NamedRangeFlag.HIDDEN


class CannotRead(Exception):
    """A document that Tieout does not understand; the text says why."""


def snapshot(document: Any, called: str, services: Any) -> dict[str, Any]:
    """All that a document holds.

    Args:
        document: a spreadsheet that is open.
        called: its name in the production.
        services: LibreOffice's service manager.

    Raises:
        CannotRead: it counts its days in a way of its own.
    """
    reader = Reader(document, services)
    sheets = document.getSheets()
    tables = list(_tables(document))
    told = [_sheet(sheets.getByIndex(at), at, tables, reader) for at in range(sheets.getCount())]
    return {
        "name": called,
        "date_1904": counts_from_1904(document),
        "names": list(_names(document, reader)),
        "sheets": told,
    }


def counts_from_1904(document: Any) -> bool:
    """Whether a document's days count from 1904, as those of old Excel on the Mac.

    Raises:
        CannotRead: they count from another day than Excel knows.
    """
    first = document.getPropertyValue("NullDate")
    day = (first.Year, first.Month, first.Day)
    if day not in (_SINCE_1900, _SINCE_1904):
        counted = "{:04}-{:02}-{:02}".format(*day)
        raise CannotRead(
            f"This document counts its days from {counted}, which no Excel does: dates would be "
            "off. Nothing was done. Set Tools, Options, LibreOffice Calc, Calculate to "
            "12/30/1899, and correct the dates in it."
        )
    return day == _SINCE_1904


def used(sheet: Any) -> Area | None:
    """The area that holds something; None for an empty sheet."""
    parts = list(map(of_address, sheet.queryContentCells(USED).getRangeAddresses()))
    if not parts:
        return None
    return Area(
        min(one.top for one in parts),
        min(one.left for one in parts),
        max(one.bottom for one in parts),
        max(one.right for one in parts),
    )


def _sheet(sheet: Any, number: int, tables: list[Any], reader: Reader) -> dict[str, Any]:
    where = used(sheet)
    told: dict[str, Any] = {
        "name": sheet.getName(),
        "at": "A1",
        "values": [],
        "hidden": "" if sheet.getPropertyValue("IsVisible") else "hidden",
        "protected": bool(sheet.isProtected()),
        "notes": [
            [name(note.getPosition().Row, note.getPosition().Column), note.getString()]
            for note in _all(sheet.getAnnotations())
        ],
    }
    if where is None:
        return told
    values = reader.shown(sheet, where)
    formulas, arrays = reader.formulas(sheet, where)
    own = [one for one in tables if one.getDataArea().Sheet == number]
    told.update(
        at=name(where.top, where.left),
        values=values,
        formulas=[[name(*cell), text] for cell, text in formulas.items()],
        arrays=[[name(one.top, one.left), str(one), False] for one in arrays],
        tables=[_table(one, values, where) for one in own if _is_table(one)],
        filtered=next(
            (str(_area_of(one)) for one in own if one.getPropertyValue("AutoFilter")), None
        ),
    )
    told.update(_looks(sheet, where, reader))
    return told


def _looks(sheet: Any, where: Area, reader: Reader) -> dict[str, Any]:
    """Number formats, merged cells, hidden rows and columns."""
    last = sheet.getRangeAddress().EndRow
    around = Area(0, 0, min(where.bottom + BEYOND, last), where.right)
    formats, merged = [], []
    groups = cells_of(sheet, around).getUniqueCellFormatRanges()
    for at in range(groups.getCount()):
        group = groups.getByIndex(at)
        code = reader.formats.code(group.getPropertyValue("NumberFormat"))
        parts = list(map(of_address, group.getRangeAddresses()))
        if code != GENERAL:
            formats += [[code, str(one)] for one in parts]
        merged += _merged(sheet, parts)
    seen = [
        of_address(one) for one in cells_of(sheet, where).queryVisibleCells().getRangeAddresses()
    ]
    rows = {row for one in seen for row in range(one.top, one.bottom + 1)}
    columns = {column for one in seen for column in range(one.left, one.right + 1)}
    return {
        "formats": formats,
        "merged": merged,
        "hidden_rows": spans(set(range(where.top, where.bottom + 1)) - rows),
        "hidden_columns": spans(set(range(where.left, where.right + 1)) - columns),
    }


def _merged(sheet: Any, parts: list[Area]) -> list[str]:
    """The merged areas that begin in cells that look alike: then all of them begin one, or none."""
    first = sheet.getCellByPosition(parts[0].left, parts[0].top)
    if not first.getIsMerged():
        return []
    cursor = sheet.createCursorByRange(first)
    cursor.collapseToMergedArea()
    size = of_address(cursor.getRangeAddress())
    return [
        str(Area(row, column, row + size.height - 1, column + size.width - 1))
        for one in parts
        for row in range(one.top, one.bottom + 1)
        for column in range(one.left, one.right + 1)
    ]


def spans(numbers: set[int]) -> list[list[int]]:
    """Rows or columns, counted from 0, as spans that count from 1: {3, 4, 8}: [[4, 5], [9, 9]]."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number:
            found[-1][1] = number + 1
        else:
            found.append([number + 1, number + 1])
    return found


# ---- what lies over the cells


def _tables(document: Any) -> Iterator[Any]:
    """The database ranges, Calc's word for what Excel calls a table; a sheet has one unnamed."""
    yield from _all(document.getPropertyValue("DatabaseRanges"))
    unnamed = document.getPropertyValue("UnnamedDatabaseRanges")
    for number in range(document.getSheets().getCount()):
        if unnamed.hasByTable(number):
            yield unnamed.getByTable(number)


def _is_table(one: Any) -> bool:
    """What a filter alone has made has no name of its own."""
    return not one.getName().startswith("__Anonymous")


def _area_of(one: Any) -> Area:
    return of_address(one.getDataArea())


def _table(one: Any, values: list[list[Any]], where: Area) -> dict[str, Any]:
    area = _area_of(one)
    headed = bool(one.getPropertyValue("ContainsHeader"))
    row = area.top - where.top
    heads = values[row] if headed and 0 <= row < len(values) else []
    columns = [
        heads[column - where.left] if 0 <= column - where.left < len(heads) else None
        for column in range(area.left, area.right + 1)
    ]
    return {
        "name": one.getName(),
        "area": str(area),
        "columns": [
            "" if head is None or isinstance(head, dict) else str(head) for head in columns
        ],
        "headers": int(headed),
        "totals": int(bool(one.getPropertyValue("TotalsRow"))),
    }


def _names(document: Any, reader: Reader) -> Iterator[list[Any]]:
    holders = [(document.getPropertyValue("NamedRanges"), "")]
    holders += [
        (one.getPropertyValue("NamedRanges"), one.getName()) for one in _all(document.getSheets())
    ]
    for holder, sheet in holders:
        for at in range(holder.getCount()):
            named = holder.getByIndex(at)
            formula = reader.spelling.excels(named.getContent(), named.getReferencePosition())
            yield [named.getName(), formula, sheet, bool(named.getType() & _HIDDEN)]


def _all(container: Any) -> Iterator[Any]:
    for at in range(container.getCount()):
        yield container.getByIndex(at)
