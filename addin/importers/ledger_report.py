"""A ledger report as lines: accounts named in the lines or above them, totals that prove them.

A line has a day and an amount. A total the report prints is no line: it proves those above it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from addin.importers.importer import ImportedTable, Proof, Remark, RowsOf
from addin.importers.ledger_profiles import Fitted
from addin.importers.rows import amount, as_cell, begins_another, code, dates_of, text, value
from addin.tables.cells import is_nothing, to_date, to_text
from addin.tables.table import Role, Value
from addin.tables.vocabulary import FIELDS

_DASH: Final = "[-\u2013]"
_ACCT: Final = re.compile(
    rf"^(?:acct|account)\.?\s*:?\s*(\d[\w.\-]*)\s*(?:{_DASH}|:|\s)\s*(.*)$", re.IGNORECASE
)
_CODED: Final = re.compile(rf"^(\d[\w.\-]*)\s*(?:·|{_DASH}|:)?\s+(\D.*)$")
_TOTAL: Final = re.compile(
    r"^(?:report |grand |sub-?)?totals?\b(?:\s+for\b|\s+of\b|\s*:)?\s*(.*)$", re.IGNORECASE
)
_BALANCE: Final = re.compile(
    r"\b(?:opening|beginning|closing|ending)\b.*\bbalance\b", re.IGNORECASE
)
_FIGURES: Final = ("amount", "debit", "credit")
_CODES: Final = frozenset({"account", "document", "entry", "po_number", "reference"})
_SHOWN: Final = 80
_NAMES: Final = {
    "account": "Account", "account_name": "Account Name", "date": "Date", "period": "Period",
    "entry": "Trans #", "kind": "Type", "vendor": "Vendor", "description": "Description",
    "document": "Document", "po_number": "PO #", "debit": "Debit", "credit": "Credit",
    "amount": "Amount", "currency": "Currency", "reference": "Reference", "notes": "Notes",
}  # fmt: skip


@dataclass(slots=True)
class _Group:
    """An account named above its lines, and what they come to so far."""

    code: str
    name: str
    said: str
    sum: Decimal = Decimal(0)


@dataclass(slots=True)
class _Posting:
    """One line with money, before its day is read."""

    line: int
    row: Sequence[Value]
    group: _Group | None
    moved: Decimal


@dataclass(slots=True)
class _Report:
    """What was gathered of a report."""

    postings: list[_Posting] = field(default_factory=list)
    breaks: list[Remark] = field(default_factory=list)
    totals: int = 0


def table(rows: RowsOf, fit: Fitted, file_name: str, day_first: bool | None) -> ImportedTable:  # noqa: FBT001 - as RowReader
    """The lines of a report.

    Raises:
        ImportRefused: its dates read two ways.
    """
    report = _Reading(rows, fit).report()
    at = fit.headed.fields.get("date")
    days = dates_of([value(one.row, at) for one in report.postings], file_name, day_first)
    shown: list[tuple[_Posting, dt.date]] = []
    breaks = list(report.breaks)
    above: tuple[str, dt.date | None] = ("", None)
    for one, day in zip(report.postings, days, strict=True):
        entry = text(one.row, fit.headed.fields.get("entry"))
        date = day or (above[1] if entry and entry == above[0] else None)
        above = (entry, date)
        if date is None:
            breaks.append(Remark(f"no day can be read: {_words(one.row)}", one.line))
        else:
            shown.append((one, date))
    said = f"{report.totals} totals tie" if report.totals else "it states no totals to prove it"
    if breaks:
        said = f"{len(breaks)} of its lines or totals do not tie or cannot be read"
    headings, fields, cells = _columns(fit, shown)
    return ImportedTable(
        fit.profile.title if fit.profile else "Ledger",
        Role.LEDGER,
        headings,
        cells,
        fields,
        tuple(one.line for one, _ in shown),
        proof=Proof(said, tuple(breaks)),
    )


class _Reading:
    """One report being read, from the row below its headings."""

    def __init__(self, rows: RowsOf, fit: Fitted) -> None:
        self._rows, self._fit, self._fields = rows, fit, fit.headed.fields
        self._group: _Group | None = None
        self._groups: list[_Group] = []
        self._sum = Decimal(0)
        self._report = _Report()

    def report(self) -> _Report:
        """Go through all of it."""
        start = self._fit.headed.at + 1
        for line, row in enumerate(self._rows[start:], start + 1):
            if begins_another(self._fit.headed.headings, row):
                break
            words = [text(row, at) for at in range(len(row))]
            first = next(filter(None, words), "")
            if first and tuple(words) != tuple(self._fit.headed.headings):
                self._take(line, row, words, first)
        return self._report

    def _take(self, line: int, row: Sequence[Value], words: Sequence[str], first: str) -> None:
        total = _TOTAL.match(first)
        date = to_date(value(row, self._fields.get("date")), day_first=True)
        if total and date is None:
            self._proved(line, row, total[1].strip())
        elif not self._begun(words, first) and not any(map(_BALANCE.search, words)):
            self._posted(line, row)

    def _begun(self, words: Sequence[str], first: str) -> bool:
        """Whether the row names the account of those below."""
        named = _ACCT.match(first) if self._fit.groups == "acct" else None
        if named is None and not (self._fit.groups == "alone" and sum(map(bool, words)) == 1):
            return False
        if named is None:
            coded = _CODED.match(first)
            code, name = (coded[1], coded[2]) if coded else (first, "")
        else:
            code, name = named[1], named[2].strip()
        self._group = _Group(code, name, first)
        self._groups.append(self._group)
        return True

    def _posted(self, line: int, row: Sequence[Value]) -> None:
        figures = [amount(row, self._fields.get(name)) for name in _FIGURES]
        if all(one is None for one in figures):
            told = [text(row, self._fields.get(name)) for name in _FIGURES]
            if any(told) and to_date(value(row, self._fields.get("date")), day_first=True):
                said = f"no amount can be read: {_words(row)}"
                self._report.breaks.append(Remark(said, line))
            return
        moved = _moved(figures)
        self._sum += moved
        if self._group is not None:
            self._group.sum += moved
        self._report.postings.append(_Posting(line, row, self._group, moved))

    def _proved(self, line: int, row: Sequence[Value], of: str) -> None:
        """A total against what stands above it: a group's by its name, else that of all lines."""
        figures = [amount(row, self._fields.get(name)) for name in _FIGURES]
        if all(one is None for one in figures):
            return
        stated = _moved(figures)
        found = [
            group.sum
            for group in self._groups
            if of
            and of.casefold()
            in {group.said.casefold(), group.code.casefold(), group.name.casefold()}
        ]
        if of and not found:
            return  # of something that holds other accounts: its parts are proved
        have = found[-1] if found else self._sum
        called = f"of {of}" if of else "of the report"
        if have != stated:
            said = f"the total {called} is {stated:,.2f}, its lines come to {have:,.2f}"
            self._report.breaks.append(Remark(said, line))
        else:
            self._report.totals += 1


def _moved(figures: Sequence[Decimal | None]) -> Decimal:
    whole, debit, credit = figures
    if debit is None and credit is None:
        return whole or Decimal(0)
    return (debit or Decimal(0)) - (credit or Decimal(0))


def _words(row: Sequence[Value]) -> str:
    return " ".join(to_text(cell) for cell in row if not is_nothing(cell))[:_SHOWN]


def _columns(
    fit: Fitted, shown: Sequence[tuple[_Posting, dt.date]]
) -> tuple[tuple[str, ...], Mapping[str, int], tuple[tuple[Value, ...], ...]]:
    """Headings, fields and rows: the fields of a ledger, then columns that no field names."""
    own = fit.headed.fields
    named = any(one.group for one, _ in shown)
    names = [
        name
        for name in FIELDS[Role.LEDGER]
        if name != "balance" and (name in own or (named and name in {"account", "account_name"}))
    ]
    taken = set(own.values())
    others = [
        at
        for at, heading in enumerate(fit.headed.headings)
        if at not in taken and heading and any(text(one.row, at) for one, _ in shown)
    ]
    headings = (*(_NAMES[name] for name in names), *(fit.headed.headings[at] for at in others))
    rows = tuple(
        (
            *(_cell(name, one, own, date) for name in names),
            *(text(one.row, at) or None for at in others),
        )
        for one, date in shown
    )
    return headings, {name: at for at, name in enumerate(names)}, rows


def _cell(name: str, one: _Posting, own: Mapping[str, int], date: dt.date) -> Value:
    if name == "date":
        return date
    if name in _FIGURES:
        return as_cell(amount(one.row, own.get(name)))
    said = (code if name in _CODES else text)(one.row, own.get(name))
    if not said and one.group is not None:
        said = {"account": one.group.code, "account_name": one.group.name}.get(name, "")
    return said or None
