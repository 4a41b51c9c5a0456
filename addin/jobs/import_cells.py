"""One imported row in the columns of a workbook's list: by field or heading, in the list's ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from addin.domain.bank import StatementLine
from addin.importers.importer import ImportedTable
from addin.jobs.import_matching import FIGURES, amount_of, column_called
from addin.tables.cells import day_first_of, to_date, to_number
from addin.tables.changes import AppendedRows
from addin.tables.parse import parse
from addin.tables.table import CellEdit, Role, Sheet, Table, Value

_CODES: Final = frozenset(
    ("account", "reference", "document", "entry", "po_number", "task_id", "item_id", "cast_id")
)

_SPELLINGS: Final[tuple[Callable[[dt.date], str], ...]] = (
    lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%b} {day.day}, {day.year}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day.day} {day:%b %Y}",
    lambda day: f"{day.day} {day:%B %Y}",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day.month}/{day.day}/{day:%y}",
)
"""How people type days; which of the first two a list uses, its own days decide."""


def cells_of(
    table: ImportedTable, row: Sequence[Value], into: Table, sheet: Sheet
) -> Mapping[int, Value]:
    """One row for the list's columns: by field, then by heading; formulas are left to go on."""
    cells: dict[int, Value] = {}
    last = max(into.body)
    for name, column in into.fields.items():
        if name not in FIGURES - {"balance"} and name in table.fields:
            cells[column] = _like(row[table.fields[name]], name, column, into, sheet)
    cells |= _money(table, row, into, sheet)
    for at, heading in enumerate(table.headings):
        same = column_called(into, heading)
        if at not in table.fields.values() and same is not None:
            cells.setdefault(same, row[at])
    return {
        column: value
        for column, value in cells.items()
        if value is not None and (last, column) not in sheet.formulas
    }


def _money(
    table: ImportedTable, row: Sequence[Value], into: Table, sheet: Sheet
) -> Mapping[int, Value]:
    """The amount as the list writes it: one column with its sign, or a column for each side."""
    amount = amount_of(row, table.fields, table.role)
    if amount is None:
        return {}
    fields = into.fields
    if "amount" in fields and not {"debit", "credit"} & fields.keys():
        return {fields["amount"]: _number(amount * _sign(table.role, into, sheet))}
    is_debit = (amount < 0) == _debit_is_out(table.role, into, sheet)
    for name in ("debit", "credit") if is_debit else ("credit", "debit"):
        if name in fields:
            turned = name != ("debit" if is_debit else "credit")
            return {fields[name]: _number(-abs(amount) if turned else abs(amount))}
    return {}


def _sign(role: Role, into: Table, sheet: Sheet) -> int:
    """-1 for a list of card charges that writes them with a minus, as banks export them."""
    if role is not Role.CARD:
        return 1
    column = into.fields["amount"]
    told = [number for row in into.body if (number := to_number(sheet.value(row, column)))]
    return -1 if sum(one < 0 for one in told) * 3 >= 2 * len(told) > 0 else 1


def _debit_is_out(role: Role, into: Table, sheet: Sheet) -> bool:
    """Whether the list's debits are what goes out: a bank's view; a ledger's debits are costs."""
    if role is Role.LEDGER:
        return False
    lines = [one for one in parse(into, sheet).records if isinstance(one, StatementLine)]
    moved = [
        (one.amount.is_negative) == (one.column == "debit")
        for one in lines
        if one.amount and one.column in {"debit", "credit"}
    ]
    if role is Role.CARD:
        return sum(moved) * 2 > len(moved) if moved else False
    return sum(moved) * 2 >= len(moved) if moved else True


def _like(value: Value, name: str, column: int, into: Table, sheet: Sheet) -> Value:
    """A value as the list keeps its own: days as text where it types them, codes as numbers."""
    if isinstance(value, dt.date):
        return _day_like(value, column, into, sheet)
    return _code_like(value, name, column, into, sheet)


def _day_like(day: dt.date, column: int, into: Table, sheet: Sheet) -> Value:
    """A day as text, spelt as in the last line, where that is text: its cell shows no date."""
    held = [cell for row in into.body if (cell := sheet.value(row, column)) is not None]
    last = held[-1] if held else None
    if not isinstance(last, str):
        return day
    order = day_first_of(held)
    for spelt in _SPELLINGS:
        told = to_date(last, day_first=order)
        if told is not None and spelt(told) == last.strip():
            return spelt(day)
    return day.isoformat()


def _code_like(value: Value, name: str, column: int, into: Table, sheet: Sheet) -> Value:
    """A code as a number where the list keeps all its codes so, and nothing is lost by it."""
    if name not in _CODES or not isinstance(value, str) or not value.isdecimal():
        return value
    held = [cell for row in into.body if (cell := sheet.value(row, column)) is not None]
    if held and all(isinstance(cell, int) for cell in held) and str(int(value)) == value:
        return int(value)
    return value


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def with_looks(
    added: AppendedRows, first: int, into: Table, sheet: Sheet
) -> tuple[AppendedRows, tuple[CellEdit, ...]]:
    """The rows without cells that have nothing above them to look like, and those cells apart.

    A line with money in stands below one with money out: its cell looks like the last of its own
    column. Only at the end of a sheet, where the rows are new and nothing moves down.
    """
    last = first - 1
    if added.table or last != len(sheet.rows):
        return added, ()
    rows: list[Mapping[int, Value]] = []
    apart: list[CellEdit] = []
    for below, row in enumerate(added.rows):
        kept = dict(row)
        for column in [one for one in row if sheet.value(last, one) is None]:
            filled = [one for one in into.body if sheet.value(one, column) is not None]
            if filled and column not in added.formulas:
                value = kept.pop(column)
                like = (filled[-1], column)
                apart.append(CellEdit(sheet.name, first + below, column, value, like=like))
        rows.append(kept)
    return replace(added, rows=tuple(rows)), tuple(apart)
