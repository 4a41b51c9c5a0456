"""Tie a table of a workbook to a shared sheet: which columns, and what tells its rows apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from addin.errors import NothingToDo
from addin.ports import Workbooks
from addin.ports.binding import Binding, BoundColumn, Policy, Shown
from addin.settings.write import with_binding
from addin.sync.cells import key_of
from addin.sync.formulas import stays_here
from addin.sync.sentences import not_synced
from addin.sync.workbook_cells import typed
from addin.sync.workbook_place import ROW_IDS
from addin.tables.recognise import recognise
from addin.tables.table import Book, Sheet, Table, Value
from addin.tables.typed_cell import CellKind, TypedCell, formula

_KEYS: Final = ("po_number", "number", "code", "account", "id")
"""Fields that tell rows apart, the best first."""


def tying(
    workbooks: Workbooks, workbook: str, sheet: str, *, name: str = "", key: str | None = None
) -> Binding:
    """The binding of the table on a sheet, which still lacks a spreadsheet.

    ``key`` is the heading of the column that tells rows apart; empty: rows get ids of ours; None:
    a column is found that does, or ids of ours.

    Raises:
        NothingToDo: there is no such sheet, no table with headings on it, or no such column.
        FileError: the workbook cannot be read.
    """
    book = workbooks.read(workbook)
    found = book.sheet(sheet)
    if found is None:
        there = ", ".join(f"'{one.name}'" for one in book.sheets)
        raise NothingToDo(f"There is no sheet '{sheet}' in {workbook}: there are {there}.")
    table = _table(found, book)
    columns = tuple(_columns(found, table))
    chosen = _key(found, table, columns, key)
    return Binding(
        name=name or sheet,
        workbook=workbook,
        sheet=found.name,
        spreadsheet_id="",
        sheet_id=0,
        columns=tuple(_two_way(one, chosen) for one in columns),
        key=chosen,
    )


def tied(wanted: Binding, spreadsheet_id: str, sheet_id: int) -> Binding:
    """The binding, now that it is known where to."""
    return replace(wanted, spreadsheet_id=spreadsheet_id, sheet_id=sheet_id)


def tied_text(text: str, binding: Binding) -> str:
    """The text of a production.toml with the binding in it; all else stays as written."""
    return with_binding(text, binding)


def left_alone(workbooks: Workbooks, binding: Binding) -> tuple[str, ...]:
    """A sentence for each thing beside the cells' contents that a sync leaves where it is.

    Raises:
        FileError: the workbook cannot be read.
    """
    sheet = workbooks.read(binding.workbook).sheet(binding.sheet)
    if sheet is None:
        return ()
    found = {
        "merged cells": len(sheet.merged),
        "comments": len(sheet.comments) or len(sheet.notes),
        "formats": len(sheet.conditional_formats),
        "lists to choose from": len(sheet.validations),
        "links": len(sheet.hyperlinks),
        "array formulas": len(sheet.arrays),
        "filters": int(sheet.filtered is not None),
        "groups": len(sheet.outline),
    }
    return not_synced(found, f"'{sheet.name}'")


def _table(sheet: Sheet, book: Book) -> Table:
    """The largest table with headings.

    Raises:
        NothingToDo: there is none.
    """
    tables = [one for one in recognise(sheet, book.name) if one.header_rows and one.headings]
    if not tables:
        raise NothingToDo(
            f"There is no table with headings on '{sheet.name}' of {book.name}. Nothing was tied."
        )
    return max(tables, key=lambda one: len(one.body) * len(one.headings))


def _columns(sheet: Sheet, table: Table) -> Iterator[BoundColumn]:
    """Each column with a heading of its own, in the order of the sheet."""
    names = _names(sheet, table)
    counts = Counter(names.values())
    headings = tuple(name for name, count in counts.items() if count == 1)
    for column, heading in sorted(names.items()):
        if counts[heading] > 1 or not heading.strip() or heading == ROW_IDS:
            continue
        cells = list(_cells(sheet, table, column))
        yield BoundColumn(
            heading, policy=_policy(cells, headings), shown=_shown(sheet, table, column)
        )


def _names(sheet: Sheet, table: Table) -> dict[int, str]:
    """What each column is called: the last line of its heading where that says enough, else all.

    A group above (*MONEY*, *RENTAL*) is for the eye; the crew's sheet has one row of headings.
    """
    last = table.header_rows[-1]
    lines = {column: str(sheet.value(last, column) or "").strip() for column in table.headings}
    counts = Counter(lines.values())
    return {
        column: lines[column] if lines[column] and counts[lines[column]] == 1 else whole
        for column, whole in table.headings.items()
    }


def _cells(sheet: Sheet, table: Table, column: int) -> Iterator[TypedCell]:
    """The cells of a column's records: a formula as one, else the value."""
    for row in table.body:
        text = sheet.formulas.get((row, column))
        yield formula(text) if text else typed(sheet.value(row, column))


def _policy(cells: Sequence[TypedCell], headings: tuple[str, ...]) -> Policy:
    """Two-way; a column of formulas that mean something in Excel alone shows its values."""
    formulas = [cell for cell in cells if cell.kind is CellKind.FORMULA]
    if 2 * len(formulas) > len(cells) and any(stays_here(one, headings) for one in formulas):
        return Policy.MIRROR
    return Policy.ASK


def _shown(sheet: Sheet, table: Table, column: int) -> Shown:
    """How most of its cells are shown, for rows that a sync adds."""
    seen = Counter(
        _shown_as(value, sheet.format_of(row, column))
        for row in table.body
        if (value := sheet.value(row, column)) is not None
    )
    return seen.most_common(1)[0][0] if seen else Shown.ANYTHING


def _shown_as(value: Value, code: str) -> Shown:
    """How one value is shown.

    >>> import datetime as dt
    >>> _shown_as(dt.date(2026, 11, 2), "d mmm"), _shown_as(0.2, "0%"), _shown_as(1042.0, "General")
    (<Shown.DATE: 'date'>, <Shown.PERCENT: 'percent'>, <Shown.ANYTHING: ''>)

    """
    match value:
        case dt.datetime() if value.time() != dt.time():
            return Shown.MOMENT
        case dt.date():
            return Shown.DATE
        case dt.time() | dt.timedelta():
            return Shown.TIME
        case bool() | str():
            return Shown.ANYTHING
    if "%" in code:
        return Shown.PERCENT
    return Shown.MONEY if "0.00" in code else Shown.ANYTHING


def _key(sheet: Sheet, table: Table, columns: Iterable[BoundColumn], wanted: str | None) -> str:
    names = {one.name: one for one in columns}
    called = _names(sheet, table)
    if wanted is not None and wanted not in names and wanted:
        raise NothingToDo(
            f"There is no column '{wanted}' on '{sheet.name}': there are {', '.join(names)}. "
            "Nothing was tied."
        )
    if wanted is not None:
        return wanted
    for field in _KEYS:
        column = table.fields.get(field)
        heading = called.get(column or 0, "")
        if column and heading in names and _tells_apart(_cells(sheet, table, column)):
            return heading
    return ""


def _tells_apart(cells: Iterable[TypedCell]) -> bool:
    """Whether every row has a key, and each its own."""
    keys = [key_of(cell) for cell in cells]
    return bool(keys) and all(keys) and len(set(keys)) == len(keys)


def _two_way(column: BoundColumn, key: str) -> BoundColumn:
    """The key goes both ways whatever it holds: both sides need it."""
    return replace(column, policy=Policy.ASK) if column.name == key else column
