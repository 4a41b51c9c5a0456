"""Operations → an open document, one after the other; undoing is the caller's."""

from __future__ import annotations

import re
from typing import Any

import uno  # type: ignore[import-not-found]

from .contents import Content, Reader
from .expecting import named_ranges, sheet_called
from .new_sheets import emptied, furnish
from .places import Area, area, cells_of, of_address

HARD_LOOKS = 32  # com.sun.star.sheet.CellFlags.HARDATTR
ALL_CONTENT = 1 | 2 | 4 | 8 | 16
_HIDDEN = 16  # com.sun.star.sheet.NamedRangeFlag.HIDDEN
_READ_AS_NUMBER = re.compile(r"[\s\d=+\-.,(%$€£'<>#@/]|true|false", re.IGNORECASE)
"""How a text begins that Calc marks as text by its number format."""
_LOOKS = (
    "CellStyle", "NumberFormat", "CellBackColor", "IsCellBackgroundTransparent", "CharColor",
    "CharFontName", "CharHeight", "CharWeight", "CharPosture", "CharUnderline", "CharStrikeout",
    "HoriJustify", "VertJustify", "IsTextWrapped", "ParaIndent", "ShrinkToFit", "Orientation",
    "RotateAngle", "CellProtection", "TopBorder2", "BottomBorder2", "LeftBorder2", "RightBorder2",
    "Validation",
)  # fmt: skip
"""In the order in which they are given: a style first, or it would take back the rest."""


def perform(document: Any, operations: list[dict[str, Any]], reader: Reader) -> None:
    """Do all of them, in their order."""
    for one in operations:
        _DOING[one["op"]](document, one, reader)


def _cells(document: Any, one: dict[str, Any], reader: Reader) -> None:
    put(sheet_called(document, one["sheet"]), area(one["at"]), one["put"], reader)


def put(sheet: Any, where: Area, rows: list[list[Content]], reader: Reader) -> None:
    """Put contents into an area: values in one call, then formulas, errors, TRUE and FALSE."""
    cells = cells_of(sheet, where)
    marked = {
        (down, across): cells.getCellByPosition(across, down).getPropertyValue("NumberFormat")
        for down, row in enumerate(rows)
        for across, content in enumerate(row)
        if isinstance(content, str) and _READ_AS_NUMBER.match(content)
    }
    cells.setDataArray(tuple(tuple(map(_plain, row)) for row in rows))
    for (down, across), key in marked.items():
        cells.getCellByPosition(across, down).setPropertyValue("NumberFormat", key)
    for down, row in enumerate(rows):
        for across, content in enumerate(row):
            if isinstance(content, dict):
                cell = cells.getCellByPosition(across, down)
                cell.setFormula("=" + _formula(content, cell, reader))
            elif isinstance(content, bool):
                cell = cells.getCellByPosition(across, down)
                cell.setPropertyValue("NumberFormat", reader.formats.logical)


def _plain(content: Content) -> Any:
    if content is None or isinstance(content, dict):
        return ""
    return content if isinstance(content, str) else float(content)


def _formula(content: dict[str, str], cell: Any, reader: Reader) -> str:
    if "e" in content:
        return content["e"]
    return reader.spelling.calcs(content["f"], cell.getCellAddress())


def _formats(document: Any, one: dict[str, Any], reader: Reader) -> None:
    sheet = sheet_called(document, one["sheet"])
    for code, where in one["formats"]:
        cells = cells_of(sheet, area(where))
        cells.setPropertyValue("NumberFormat", reader.formats.key(code))


def _like(document: Any, one: dict[str, Any], _: Reader) -> None:
    sheet = sheet_called(document, one["sheet"])
    for where, like in one["looks"]:
        target, source = area(where), area(like)
        for across in range(target.width):
            looks = sheet.getCellByPosition(source.left + across, source.top)
            column = target.left + across
            cells = cells_of(sheet, Area(target.top, column, target.bottom, column))
            for each in _LOOKS:
                value = looks.getPropertyValue(each)
                if value is not None:
                    cells.setPropertyValue(each, value)


def _bare(document: Any, one: dict[str, Any], _: Reader) -> None:
    sheet = sheet_called(document, one["sheet"])
    for where in one["areas"]:
        cells_of(sheet, area(where)).clearContents(HARD_LOOKS)


def _table(document: Any, one: dict[str, Any], _: Reader) -> None:
    table = document.getPropertyValue("DatabaseRanges").getByName(one["table"])
    address = table.getPropertyValue("DataArea")
    old = of_address(address)
    beside = int(bool(table.getPropertyValue("ContainsHeader")))
    beside += int(bool(table.getPropertyValue("TotalsRow")))
    bottom = old.top + beside + one["rows"] - 1
    if bottom < old.bottom:
        sheet = document.getSheets().getByIndex(address.Sheet)
        left_over = Area(bottom + 1, old.left, old.bottom, old.right)
        cells_of(sheet, left_over).clearContents(ALL_CONTENT)
    address.EndRow = bottom
    table.setPropertyValue("DataArea", address)


def _note(document: Any, one: dict[str, Any], _: Reader) -> None:
    sheet, where = sheet_called(document, one["sheet"]), area(one["at"])
    notes = sheet.getAnnotations()
    for at in reversed(range(notes.getCount())):
        position = notes.getByIndex(at).getPosition()
        if (position.Row, position.Column) == (where.top, where.left):
            notes.removeByIndex(at)
    if one["text"]:
        address = sheet.getCellByPosition(where.left, where.top).getCellAddress()
        notes.insertNew(address, one["text"])


def _name(document: Any, one: dict[str, Any], reader: Reader) -> None:
    names = named_ranges(document, one["sheet"])
    known = names.hasByName(one["name"])
    if not one["formula"]:
        if known:
            names.removeByName(one["name"])
        return
    at = uno.createUnoStruct("com.sun.star.table.CellAddress")
    formula = reader.spelling.calcs(one["formula"], at)
    if known:
        names.getByName(one["name"]).setContent(formula)
    else:
        names.addNewByName(one["name"], formula, at, _HIDDEN if one["hidden"] else 0)


def _rename(document: Any, one: dict[str, Any], _: Reader) -> None:
    sheet = sheet_called(document, one["sheet"])
    if sheet is not None:
        sheet.setName(one["name"])


def _sheet(document: Any, one: dict[str, Any], reader: Reader) -> None:
    sheet = emptied(document, one["sheet"])
    rows = one["cells"]
    width = max(map(len, rows), default=0)
    _formats(document, one, reader)
    if width:
        full = [[*row, *[None] * (width - len(row))] for row in rows]
        put(sheet, Area(0, 0, len(rows) - 1, width - 1), full, reader)
    furnish(document, sheet, one)


def _restore(document: Any, one: dict[str, Any], reader: Reader) -> None:
    sheet = emptied(document, one["sheet"])
    _formats(document, one, reader)
    for where, content in one["cells"]:
        put(sheet, area(where), [[content]], reader)


def _remove(document: Any, one: dict[str, Any], _: Reader) -> None:
    sheet = sheet_called(document, one["sheet"])
    if sheet is not None:
        document.getSheets().removeByName(sheet.getName())


_DOING = {
    "cells": _cells, "formats": _formats, "like": _like, "bare": _bare, "table": _table,
    "note": _note, "name": _name, "rename": _rename, "sheet": _sheet, "restore": _restore,
    "remove": _remove,
}  # fmt: skip
