"""What a rule is, what it is given, and how all of them are run.

A rule is a module with a ``CODE`` and a ``check(papers)`` that yields findings. Its docstring has a
first line ``CODE: what is wrong`` and the headings *Why it matters*, *Example* and *What to do*;
``docs/rules.md`` is made from them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from addin.domain.production import Production
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding, in_order
from addin.rules.ranking import weighed
from addin.tables.own_functions import Functions
from addin.tables.records.plans import plan_of
from addin.tables.table import Book, Role, Sheet, Table
from addin.tables.workings import Workings


@dataclass(frozen=True, slots=True)
class Options:
    """What a production may set for its rules."""

    today: dt.date = dt.date.max  # max: nobody said; rules about age stay silent
    tolerance_minor: int = 0  # how far two figures may differ and still agree, in minor units
    open_days: int = 90  # an open PO older than this is worth a look
    off: frozenset[str] = frozenset()  # codes of rules that are switched off
    most_eighths: int = 0  # pages a day may shoot, in eighths; 0: nobody said
    most_moves: int | None = None  # company moves in a day; None: nobody said
    territory: str = ""  # whose public holidays count: US-CA, GB-ENG
    agreement: str = ""  # whose rest and meals count for the crew, by its name in the rule tables
    cast_agreement: str = ""  # and for the cast


@dataclass(frozen=True)
class Workpapers:
    """Everything a rule may look at: the records, and the workbooks they were read from.

    ``functions`` are those that formulas call by name beside Excel's: the add-in's own. ``plans``
    are those of planning programs, beside the task lists in the workbooks.
    """

    production: Production = field(default_factory=Production)
    books: tuple[Book, ...] = ()
    tables: tuple[Table, ...] = ()
    options: Options = field(default_factory=Options)
    functions: Functions | None = None
    plans: tuple[SourcedPlan, ...] = ()

    @cached_property
    def task_networks(self) -> tuple[SourcedPlan, ...]:
        """The plans that were given, and every task list that says what waits for what."""
        found = (plan_of(*pair) for pair in self.tables_of(Role.TASK_LIST, Role.SCHEDULE))
        return (*self.plans, *(one for one in found if one is not None))

    @property
    def sheets(self) -> Iterator[tuple[Book, Sheet]]:
        """Every sheet with its workbook, in reading order."""
        for book in self.books:
            for sheet in book.sheets:
                yield book, sheet

    @cached_property
    def workings(self) -> tuple[Workings, ...]:
        """The formulas of every workbook, read once for all rules."""
        return tuple(Workings(book, self.functions) for book in self.books)

    def tables_of(self, *roles: Role) -> Iterator[tuple[Table, Sheet]]:
        """The tables in one of these roles, each with the sheet it stands on."""
        books = {book.name: book for book in self.books}
        for table in self.tables:
            if table.role in roles and table.book in books:
                sheet = books[table.book].sheet(table.sheet)
                if sheet is not None:
                    yield table, sheet


class Rule(Protocol):
    """A module that is a rule."""

    CODE: str

    @staticmethod
    def check(papers: Workpapers) -> Iterator[Finding]:
        """Yield a finding for each problem."""
        ...


def run(rules: Iterable[Rule], papers: Workpapers) -> tuple[Finding, ...]:
    """Every finding of every rule that is not switched off, worst first."""
    found = [
        finding
        for rule in rules
        if rule.CODE not in papers.options.off
        for finding in rule.check(papers)
    ]
    return in_order(weighed(found, papers.workings))
