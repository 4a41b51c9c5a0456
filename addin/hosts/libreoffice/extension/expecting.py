"""Whether a document is still as operations expect it: all is compared before any is done."""

from __future__ import annotations

from typing import Any

from .contents import Content, Reader
from .places import Area, area, name, of_address


class Differs(Exception):
    """Somebody changed what is to be overwritten; the text says where. Nothing was written."""


def expect(document: Any, operations: list[dict[str, Any]], reader: Reader) -> None:
    """Compare what is there with what each operation expects there.

    Raises:
        Differs: something is not so.
    """
    there = {one.casefold() for one in document.getSheets().getElementNames()}
    for one in operations:
        kind, sheet = one["op"], str(one.get("sheet") or "")
        if kind in ("sheet", "restore"):
            if (sheet.casefold() in there) != one["is_there"]:
                _differs(f"the sheet {sheet}")
            there.add(sheet.casefold())
        elif kind == "name":
            if _formula_of(document, one, reader) != one["was"]:
                _differs(f"the name {one['name']}")
        elif sheet.casefold() not in there:
            _differs(f"the sheet {sheet}")
        elif kind == "rename":
            there.add(str(one["name"]).casefold())
        elif kind in _ON_A_SHEET and sheet_called(document, sheet) is not None:
            _ON_A_SHEET[kind](document, one, reader)


def _cells(document: Any, one: dict[str, Any], reader: Reader) -> None:
    where = area(one["at"])
    held = reader.held(sheet_called(document, one["sheet"]), where)
    for down, (row, expected) in enumerate(zip(held, one["was"])):  # noqa: B905 - strict is of Python 3.10
        for across, (now, was) in enumerate(zip(row, expected)):  # noqa: B905 - likewise
            if not is_same(now, was):
                _differs(f"{one['sheet']}!{name(where.top + down, where.left + across)}")


def _note(document: Any, one: dict[str, Any], _: Reader) -> None:
    if note_on(sheet_called(document, one["sheet"]), area(one["at"])) != one["was"]:
        _differs(f"the note on {one['sheet']}!{one['at']}")


def _table(document: Any, one: dict[str, Any], _: Reader) -> None:
    ranges = document.getPropertyValue("DatabaseRanges")
    rows = rows_of(ranges.getByName(one["table"])) if ranges.hasByName(one["table"]) else 0
    if rows != one["was"]:
        _differs(f"the table {one['table']}")


_ON_A_SHEET = {"cells": _cells, "note": _note, "table": _table}


def _differs(what: str) -> None:
    raise Differs(f"{what} was changed meanwhile; press again")


def is_same(one: Content, other: Content) -> bool:
    """Whether two cells hold the same; a number to the last digits that files keep."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-8 * max(1.0, abs(one) * 1e-4)
    return bool(one == other)


# ---- what lies over cells, found again


def sheet_called(document: Any, called: str) -> Any:
    """A sheet by its name in any case; None if there is none."""
    sheets = document.getSheets()
    for known in sheets.getElementNames():
        if known.casefold() == called.casefold():
            return sheets.getByName(known)
    return None


def note_on(sheet: Any, where: Area) -> str:
    """The text of the note on a cell; empty if it has none."""
    return str(sheet.getCellByPosition(where.left, where.top).getAnnotation().getString())


def rows_of(table: Any) -> int:
    """How many rows of data a database range has."""
    height = of_address(table.getDataArea()).height
    heads = int(bool(table.getPropertyValue("ContainsHeader")))
    return height - heads - int(bool(table.getPropertyValue("TotalsRow")))


def named_ranges(document: Any, sheet: str) -> Any:
    """Where a name is kept: with the document, or with a sheet of it; None without that sheet."""
    holder = sheet_called(document, sheet) if sheet else document
    return None if holder is None else holder.getPropertyValue("NamedRanges")


def _formula_of(document: Any, one: dict[str, Any], reader: Reader) -> str:
    names = named_ranges(document, one["sheet"])
    if names is None or not names.hasByName(one["name"]):
        return ""
    named = names.getByName(one["name"])
    return reader.spelling.excels(named.getContent(), named.getReferencePosition())
