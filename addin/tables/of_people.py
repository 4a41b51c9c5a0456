"""Which tables say what people work and are paid: not everybody may read those.

A role tells it first. Where a table has none, its headings, its title and the names of its sheet
and workbook do; where there is no table, the words of the sheet. In doubt it is people's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from addin.tables.table import Role, Sheet, Table

PAY: Final = "pay"
"""What people are paid, in a table of no role."""
OF_PEOPLE: Final = frozenset({PAY, str(Role.TIMESHEET), str(Role.CREW_LIST), str(Role.CAST_LIST)})
"""The roles that are people's: time cards, payroll, crew and cast lists with their rates."""

_NAMED: Final = frozenset(
    "payroll pay wage wages salary salaries timecard timecards timesheet timesheets crew cast "
    "talent deal deals memo memos rates fringe fringes residuals loanout contract contracts "
    "agreements employees employee staff personnel freelancers labor labour kit "
    "lohn löhne gage gagen gehalt gehälter besetzung stundenzettel verträge personal "
    "paie salaire salaires cachet cachets distribution intermittents "
    "nómina nomina sueldos salarios reparto paghe stipendi cachês elenco lønn løn lön "
    "palkat".split()
)
"""Words in the name of a workbook, a sheet or a list that say: it holds what people are paid."""
_NAMED_IN_TWO: Final = ("time card", "time cards", "time sheet", "time sheets", "start form")
_SAID: Final = frozenset(
    "payroll wage wages salary salaries timecard timecards timesheet timesheets overtime ot "
    "employee employees loanout ssn fica medicare futa residual residuals "
    "lohn löhne gage gagen wochengage tagesgage monatsgage gehalt gehälter mitarbeiter stundenlohn "
    "paie salaire salaires salarié cachet cachets intermittent intermittents "
    "nómina nomina sueldo sueldos salario salarios empleado paga paghe stipendio stipendi cachê "
    "cachês lønn løn lön palkka palkat".split()
)
"""Words that only lists and forms of what people are paid use: not ``rate``, not ``gross``."""
_SAID_IN_TWO: Final = (
    "time card", "time cards", "time sheet", "time sheets", "net pay", "gross pay", "pay rate",
    "rate of pay", "day rate", "weekly rate", "hourly rate", "kit fee", "kit rental", "box rental",
    "crew member", "deal memo", "tax id", "social security",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_LOOKED_AT: Final = 2000
"""Texts of a sheet without a table: what a form is about stands at its top."""


def names_people(name: str) -> bool:
    """Whether the name of a workbook, a sheet or a list says that it is about people.

    >>> names_people("Payroll wk 12.xlsx"), names_people("PO Log")
    (True, False)
    """
    return _holds(name, _NAMED, _NAMED_IN_TWO)


def of_people(table: Table) -> str:
    """The role of a table that says what people work or are paid; empty if it does not."""
    if str(table.role) in OF_PEOPLE:
        return str(table.role)
    if table.role is not Role.UNKNOWN:
        return ""
    says = any(_holds(heading, _SAID, _SAID_IN_TWO) for heading in table.headings.values())
    return PAY if says or names_people(table.title) else ""


def form_of_people(sheet: Sheet) -> str:
    """The same of a sheet without a table that is understood: a deal memo, a start form."""
    return PAY if any(_holds(text, _SAID, _SAID_IN_TWO) for text in _texts(sheet)) else ""


def words_of(name: str) -> list[str]:
    """The words and numbers of a name, in lower case."""
    return _WORD.findall(name.casefold())


def _texts(sheet: Sheet) -> Iterator[str]:
    cells = (cell for row in sheet.rows for cell in row)
    return islice((cell for cell in cells if isinstance(cell, str)), _LOOKED_AT)


def _holds(text: str, words: frozenset[str], twos: Iterable[str]) -> bool:
    found = words_of(text)
    joined = f" {' '.join(found)} "
    return not words.isdisjoint(found) or any(f" {two} " in joined for two in twos)
