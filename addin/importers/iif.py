"""QuickBooks Desktop's interchange format (IIF): transactions with their splits, and accounts.

A transaction is a TRNS line, its SPL lines, and ENDTRNS. What the TRNS line moves, the splits move
back: its amount is minus their sum, which proves every transaction.

Source: Intuit's "IIF import kit" (line types and headings); amounts and signs as its examples.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import (
    Imported,
    ImportedTable,
    Importer,
    Proof,
    Remark,
    RowReader,
    RowsOf,
)
from addin.importers.rows import MOST, amount, as_cell, code, dates_of, text, value
from addin.tables.table import Role, Value
from addin.text.delimited import records
from addin.text.encoding import text_of

_TAB: Final = "\t"
HEADINGS: Final = (
    "Trans #", "Date", "Type", "Document", "Vendor", "Account", "Description", "Class", "Amount",
)  # fmt: skip
_FIELDS: Final = {
    "entry": 0, "date": 1, "kind": 2, "document": 3, "vendor": 4, "account": 5, "description": 6,
    "amount": 8,
}  # fmt: skip
_WORDS: Final = ("TRNSID", "DATE", "TRNSTYPE", "DOCNUM", "NAME", "ACCNT", "MEMO", "CLASS")
_CHART: Final = ("Account", "Account Name", "Type", "Notes")


@dataclass(slots=True)
class _Line:
    """One TRNS or SPL line, its columns by the names of its heading line."""

    line: int
    kind: str
    row: Sequence[Value]
    columns: Mapping[str, int]

    def said(self, name: str) -> str:
        return text(self.row, self.columns.get(name))

    @property
    def amount(self) -> Decimal | None:
        return amount(self.row, self.columns.get("AMOUNT"))


@dataclass(slots=True)
class _File:
    """What stands in a file: lines of transactions, accounts, and how much of what else."""

    lines: list[_Line] = field(default_factory=list)
    accounts: list[_Line] = field(default_factory=list)
    breaks: list[Remark] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def knows(head: bytes, file_name: str) -> bool:
    """Whether one of its first lines is a heading line of transactions or accounts."""
    del file_name
    lines = (text_of(head) or "").splitlines()
    return any(one.strip('"').startswith(("!TRNS\t", "!ACCNT\t", "!HDR\t")) for one in lines)


def _rows(content: bytes, file_name: str) -> RowsOf:
    told = text_of(content)
    if told is None:
        raise ImportRefused(file_name, "its bytes are not text")
    rows: list[tuple[Value, ...]] = []
    for record in records(told, _TAB):
        if len(rows) >= MOST:
            raise ImportRefused(file_name, f"it has more than {MOST:,} records")
        rows.append(tuple(one.strip() or None for one in record))
    return rows


def _known_rows(rows: RowsOf) -> bool:
    return any(text(row, 0) in {"!TRNS", "!ACCNT", "!HDR"} for row in rows[:40])


def read(content: bytes, file_name: str) -> Imported:
    """Read the transactions, and the accounts if they stand there.

    Raises:
        ImportRefused: it is no text, holds neither, or its dates read two ways.
    """
    return read_rows(_rows(content, file_name), file_name)


def read_rows(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read it from rows (see ``read``)."""
    file = _sorted(rows)
    tables: list[ImportedTable] = []
    if file.lines:
        tables.append(_ledger(file, file_name, day_first))
    if file.accounts:
        tables.append(_chart(file.accounts))
    if not tables:
        raise ImportRefused(file_name, "it has neither transactions (TRNS) nor accounts (ACCNT)")
    remarks = tuple(
        Remark(f"{count} lines of {name} were left out") for name, count in file.others.items()
    )
    return Imported("iif", file_name, tuple(tables), remarks=remarks)


def _sorted(rows: RowsOf) -> _File:
    """Lines by kind, under the headings that stand above them; transactions proved."""
    file = _File()
    columns: dict[str, Mapping[str, int]] = {}
    under_way: list[_Line] = []
    for number, row in enumerate(rows, 1):
        kind = text(row, 0).upper()
        if kind.startswith("!"):
            names = (text(row, at).upper() for at in range(len(row)))
            columns[kind[1:]] = {name: at for at, name in enumerate(names) if name}
            continue
        one = _Line(number, kind, row, columns.get(kind, {}))
        if kind == "TRNS":
            if under_way:
                file.breaks.append(Remark("a transaction has no end", under_way[0].line))
            under_way = [one]
        elif kind == "SPL":
            under_way.append(one)
        elif kind == "ENDTRNS":
            _ended(under_way, number, file)
            under_way = []
        elif kind == "ACCNT":
            file.accounts.append(one)
        elif kind and kind != "HDR":
            file.others[kind] += 1
    if under_way:
        file.breaks.append(Remark("a transaction has no end", under_way[0].line))
    return file


def _ended(under_way: list[_Line], end: int, file: _File) -> None:
    """A whole transaction: it must begin with TRNS and come to nothing."""
    if not under_way or under_way[0].kind != "TRNS":
        file.breaks.append(Remark("a transaction ends that did not begin", end))
        return
    first = under_way[0]
    called = first.said("DOCNUM") or first.said("NAME") or first.said("TRNSTYPE") or "transaction"
    amounts = [(one, one.amount) for one in under_way]
    unread = [one for one, told in amounts if told is None]
    for one in unread:
        said = one.said("AMOUNT")
        told = f"“{said}” is no amount" if said else "it has no amount"
        file.breaks.append(Remark(f"{called}: {told}", one.line))
    left = sum((told for _, told in amounts if told is not None), Decimal(0))
    if left and not unread:
        said = f"{called}: {left:,.2f} is left between the transaction and its splits"
        file.breaks.append(Remark(said, first.line))
    file.lines += under_way


def _ledger(file: _File, file_name: str, day_first: bool | None) -> ImportedTable:  # noqa: FBT001 - as RowReader
    cells = [value(one.row, one.columns.get("DATE")) for one in file.lines]
    days = dates_of(cells, file_name, day_first)
    breaks = list(file.breaks)
    rows: list[tuple[Value, ...]] = []
    lines: list[int] = []
    above: dt.date | None = None
    for one, day in zip(file.lines, days, strict=True):
        date = above = day or (above if one.kind == "SPL" else None)
        moved = one.amount
        if date is None:
            breaks.append(Remark(f"“{one.said('DATE')}” is no day", one.line))
        if date is None or moved is None:
            continue
        told = [
            (code(one.row, one.columns.get(name)) if name == "ACCNT" else one.said(name)) or None
            for name in _WORDS
        ]
        rows.append((told[0], date, *told[2:], as_cell(moved)))
        lines.append(one.line)
    count = sum(one.kind == "TRNS" for one in file.lines)
    said = f"{count} transactions, each equal to its splits"
    if breaks:
        said = f"{len(breaks)} of {count} transactions do not add up or cannot be read"
    return ImportedTable(
        "QuickBooks transactions",
        Role.LEDGER,
        HEADINGS,
        tuple(rows),
        _FIELDS,
        tuple(lines),
        proof=Proof(said, tuple(breaks)),
    )


def _chart(accounts: Sequence[_Line]) -> ImportedTable:
    rows = []
    for one in accounts:
        name, number = one.said("NAME"), one.said("ACCNUM")
        rows.append(
            (number or name, name or None, one.said("ACCNTTYPE") or None, one.said("DESC") or None)
        )
    return ImportedTable(
        "QuickBooks accounts",
        Role.CHART_OF_ACCOUNTS,
        _CHART,
        tuple(rows),
        {"account": 0, "account_name": 1, "kind": 2, "notes": 3},
        tuple(one.line for one in accounts),
    )


IIF: Final = Importer(
    "iif",
    "QuickBooks Desktop (IIF)",
    (".iif",),
    knows,
    read,
    RowReader(_known_rows, read_rows),
)
