r"""A ledger report as printed text: lines without columns, under headings that name the account.

``Acct: 6304 - LOCATION SECURITY`` names the account of the lines below; the amount of a line is the
last figure in it, and what stands between day and amount are its words.

Source: a widespread ledger report (domain reference 4.6): amount = last ``-?[\d,]+\.\d{2}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import ImportedTable, Proof, Remark, RowsOf
from addin.importers.rows import as_cell, dates_of
from addin.tables.cells import is_nothing, to_number, to_text
from addin.tables.table import Role, Value

_ACCT: Final = re.compile(r"^\s*Acct:\s*(\S+)\s+-\s+(.+?)\s*$", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"\(?-?[\d,]+\.\d{2}\)?-?(?=\s*$)")
_DAY: Final = re.compile(r"(?<![\d/])\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?![\d/])")
_TOTAL: Final = re.compile(r"\btotals?\b", re.IGNORECASE)
_CUT: Final = re.compile(r"\d{3}(?:\.\d{2}\)?-?)?$|\d{3},\d{3}")
_SHOWN: Final = 80
HEADINGS: Final = ("Account", "Account Name", "Date", "Description", "Amount")


def knows(rows: RowsOf) -> bool:
    """Whether a heading names an account, and lines below end in an amount."""
    lines = [_line(row) for row in rows[:200]]
    begun = next((at for at, one in enumerate(lines) if _ACCT.match(one)), None)
    return begun is not None and any(_AMOUNT.search(one) for one in lines[begun + 1 :])


def table(rows: RowsOf, file_name: str, day_first: bool | None) -> ImportedTable:  # noqa: FBT001 - as RowReader
    """The lines of the report; totals prove them.

    Raises:
        ImportRefused: no heading names an account, or dates read two ways.
    """
    report = _Report()
    for number, row in enumerate(rows, 1):
        report.take(number, _line(row))
    if not report.code:
        raise ImportRefused(file_name, "no heading of it names an account, as Acct: 6304 - NAME")
    found, breaks = report.found, report.breaks
    days = dates_of([one.day for one in found], file_name, day_first)
    kept = [(one, date) for one, date in zip(found, days, strict=True) if date is not None]
    for one, date in zip(found, days, strict=True):
        if date is None:
            breaks.append(Remark(f"“{one.day}” is no day", one.line))
    said = f"{report.totals} totals tie" if report.totals else "it states no totals to prove it"
    if breaks:
        said = f"{len(breaks)} of its lines or totals do not tie or cannot be read"
    return ImportedTable(
        "Ledger as printed",
        Role.LEDGER,
        HEADINGS,
        tuple(
            (one.code, one.name, date, one.words or None, as_cell(one.amount)) for one, date in kept
        ),
        {"account": 0, "account_name": 1, "date": 2, "description": 3, "amount": 4},
        tuple(one.line for one, _ in kept),
        proof=Proof(said, tuple(breaks)),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """One line that ends in an amount."""

    line: int
    code: str
    name: str
    day: str
    words: str
    amount: Decimal


class _Report:
    """A report being read: the account it is at, its lines, what they come to."""

    def __init__(self) -> None:
        self.code = self.name = ""
        self.found: list[_Printed] = []
        self.breaks: list[Remark] = []
        self.totals = 0
        self._sums: dict[str, Decimal] = {}

    def take(self, number: int, line: str) -> None:
        """One more line."""
        begun = _ACCT.match(line)
        if begun:
            self.code, self.name = begun.groups()
            self._sums.setdefault(self.code, Decimal(0))
            return
        figure = _AMOUNT.search(line)
        amount = to_number(figure[0]) if figure else None
        if figure is None or amount is None or not self.code:
            return
        moved = Decimal(amount)
        day = _DAY.search(line)
        if day is not None:
            words = " ".join((line[: day.start()] + line[day.end() : figure.start()]).split())
            self._sums[self.code] += moved
            said = words.strip(" :")
            self.found.append(_Printed(number, self.code, self.name, day[0], said, moved))
        elif _TOTAL.search(line):
            self._proved(number, line, moved)
        else:
            self.breaks.append(Remark(f"no day can be read: {line.strip()[:_SHOWN]}", number))

    def _proved(self, number: int, line: str, stated: Decimal) -> None:
        is_of_account = re.search(rf"\b{re.escape(self.code)}\b", line) is not None
        have = self._sums[self.code] if is_of_account else sum(self._sums.values(), Decimal(0))
        if have == stated:
            self.totals += 1
            return
        said = f"the total is {stated:,.2f}, its lines come to {have:,.2f}"
        self.breaks.append(Remark(said, number))


def _line(row: Sequence[Value]) -> str:
    """A printed line, put together where it was cut at the comma of an amount."""
    line = ""
    for cell in row:
        said = "" if is_nothing(cell) else to_text(cell)
        cut = _CUT.match(said) is not None and line[-1:].isdigit()
        line += ("," if cut else "  " if line else "") + said
    return line
