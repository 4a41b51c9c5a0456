"""Operations → an open document, one after the other; undoing is the caller's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import uno  # type: ignore[import-not-found]

from .contents import Content, Reader
from .expecting import named_ranges, sheet_called
from .new_sheets import emptied, furnish
from .places import Area, area, cells_of, of_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HARD_LOOKS = 32  # com.sun.star.sheet.CellFlags.HARDATTR
ALL_CONTENT = 1 | 2 | 4 | 8 | 16
_HIDDEN = 16  # com.sun.star.sheet.NamedRangeFlag.HIDDEN
_READ_AS_NUMBER = re.compile(r"[\s\d=+\-.,(%$€£'<>#@/]|true|false", re.IGNORECASE)
"""How a text begins that Calc marks as text by its number format."""
_LOOKS = (
    "BottomBorder2", "CellBackColor", "CellProtection", "CharColor", "CharFontName", "CharHeight",
    "CharPosture", "CharStrikeout", "CharUnderline", "CharWeight", "HoriJustify",
    "IsCellBackgroundTransparent", "IsTextWrapped", "LeftBorder2", "NumberFormat", "Orientation",
    "ParaIndent", "RightBorder2", "RotateAngle", "ShrinkToFit", "TopBorder2", "Validation",
    "VertJustify",
)  # fmt: skip
"""In alphabetical order, as LibreOffice wants them."""


class Writer(NamedTuple):
    """What operations write with; ``step`` comes before each thing that LibreOffice may undo."""

    document: Any
    reader: Reader
    step: Callable[[], None]

    def sheet(self, one: dict[str, Any]) -> Any:
        """The sheet that an operation is about; None if it is not there."""
        return sheet_called(self.document, one["sheet"])


def perform(writer: Writer, operations: list[dict[str, Any]]) -> None:
    """Do all of them, in their order."""
    for one in operations:
        writer.step()
        _DOING[one["op"]](writer, one)


def _cells(writer: Writer, one: dict[str, Any]) -> None:
    put(writer, writer.sheet(one), area(one["at"]), one["put"])


def put(writer: Writer, sheet: Any, where: Area, rows: list[list[Content]]) -> None:
    """Put contents into an area: values in one call, then formulas, errors, TRUE and FALSE."""
    cells = cells_of(sheet, where)
    marked = {
        (down, across): cells.getCellByPosition(across, down).getPropertyValue("NumberFormat")
        for down, row in enumerate(rows)
        for across, content in enumerate(row)
        if isinstance(content, str) and _READ_AS_NUMBER.match(content)
    }
    writer.step()
    cells.setDataArray(tuple(tuple(map(_plain, row)) for row in rows))
    for (down, across), key in marked.items():
        cell = cells.getCellByPosition(across, down)
        if cell.getPropertyValue("NumberFormat") != key:
            writer.step()
            cell.setPropertyValue("NumberFormat", key)
    for down, row in enumerate(rows):
        for first, last in _runs(row, dict):
            writer.step()
            run = cells.getCellRangeByPosition(first, down, last, down)
            run.setFormulaArray((tuple(_formulas(writer, cells, row, down, first, last)),))
        for first, last in _runs(row, bool):
            writer.step()
            run = cells.getCellRangeByPosition(first, down, last, down)
            run.setPropertyValue("NumberFormat", writer.reader.formats.logical)


def _runs(row: list[Content], kind: type) -> Iterator[tuple[int, int]]:
    """The first and last of each run of cells of a kind."""
    first = None
    for across, content in enumerate([*row, None]):
        if isinstance(content, kind):
            first = across if first is None else first
        elif first is not None:
            yield first, across - 1
            first = None


def _plain(content: Content) -> Any:
    if content is None or isinstance(content, dict):
        return ""
    return content if isinstance(content, str) else float(content)


def _formulas(
    writer: Writer, cells: Any, row: list[Content], down: int, first: int, last: int
) -> Iterator[str]:
    for across in range(first, last + 1):
        content = row[across]
        if "e" in content:
            yield f"={content['e']}"
        else:
            at = cells.getCellByPosition(across, down).getCellAddress()
            yield "=" + writer.reader.spelling.calcs(content["f"], at)


def _formats(writer: Writer, one: dict[str, Any]) -> None:
    sheet = writer.sheet(one)
    for code, where in one["formats"]:
        cells = cells_of(sheet, area(where))
        writer.step()
        cells.setPropertyValue("NumberFormat", writer.reader.formats.key(code))


def _like(writer: Writer, one: dict[str, Any]) -> None:
    sheet = writer.sheet(one)
    for where, like in one["looks"]:
        target, source = area(where), area(like)
        for across in range(target.width):
            looks = sheet.getCellByPosition(source.left + across, source.top)
            column = target.left + across
            cells = cells_of(sheet, Area(target.top, column, target.bottom, column))
            writer.step()
            cells.setPropertyValue("CellStyle", looks.getPropertyValue("CellStyle"))
            writer.step()
            cells.setPropertyValues(_LOOKS, looks.getPropertyValues(_LOOKS))


def _bare(writer: Writer, one: dict[str, Any]) -> None:
    sheet = writer.sheet(one)
    for where in one["areas"]:
        writer.step()
        cells_of(sheet, area(where)).clearContents(HARD_LOOKS)


def _table(writer: Writer, one: dict[str, Any]) -> None:
    table = writer.document.getPropertyValue("DatabaseRanges").getByName(one["table"])
    address = table.getDataArea()
    old = of_address(address)
    beside = int(bool(table.getPropertyValue("ContainsHeader")))
    beside += int(bool(table.getPropertyValue("TotalsRow")))
    bottom = old.top + beside + one["rows"] - 1
    if bottom < old.bottom:
        sheet = writer.document.getSheets().getByIndex(address.Sheet)
        left_over = Area(bottom + 1, old.left, old.bottom, old.right)
        cells_of(sheet, left_over).clearContents(ALL_CONTENT)
    address.EndRow = bottom
    table.setDataArea(address)


def _note(writer: Writer, one: dict[str, Any]) -> None:
    sheet, where = writer.sheet(one), area(one["at"])
    notes = sheet.getAnnotations()
    for at in reversed(range(notes.getCount())):
        position = notes.getByIndex(at).getPosition()
        if (position.Row, position.Column) == (where.top, where.left):
            notes.removeByIndex(at)
    if one["text"]:
        address = sheet.getCellByPosition(where.left, where.top).getCellAddress()
        notes.insertNew(address, one["text"])


def _name(writer: Writer, one: dict[str, Any]) -> None:
    names = named_ranges(writer.document, one["sheet"])
    known = names.hasByName(one["name"])
    if not one["formula"]:
        if known:
            names.removeByName(one["name"])
        return
    at = uno.createUnoStruct("com.sun.star.table.CellAddress")
    formula = writer.reader.spelling.calcs(one["formula"], at)
    if known:
        names.getByName(one["name"]).setContent(formula)
    else:
        names.addNewByName(one["name"], formula, at, _HIDDEN if one["hidden"] else 0)


def _rename(writer: Writer, one: dict[str, Any]) -> None:
    sheet = writer.sheet(one)
    if sheet is not None:
        sheet.setName(one["name"])


def _sheet(writer: Writer, one: dict[str, Any]) -> None:
    sheet = emptied(writer.document, one["sheet"])
    rows = one["cells"]
    width = max(map(len, rows), default=0)
    _formats(writer, one)
    if width:
        full = [[*row, *[None] * (width - len(row))] for row in rows]
        put(writer, sheet, Area(0, 0, len(rows) - 1, width - 1), full)
    furnish(writer.document, sheet, one, writer.step)


def _restore(writer: Writer, one: dict[str, Any]) -> None:
    sheet = emptied(writer.document, one["sheet"])
    _formats(writer, one)
    for where, content in one["cells"]:
        put(writer, sheet, area(where), [[content]])


def _remove(writer: Writer, one: dict[str, Any]) -> None:
    sheet = writer.sheet(one)
    if sheet is not None:
        writer.document.getSheets().removeByName(sheet.getName())


_DOING = {
    "cells": _cells, "formats": _formats, "like": _like, "bare": _bare, "table": _table,
    "note": _note, "name": _name, "rename": _rename, "sheet": _sheet, "restore": _restore,
    "remove": _remove,
}  # fmt: skip
