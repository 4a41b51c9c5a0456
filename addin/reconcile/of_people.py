"""Time cards against payroll, by person and week; and payroll against the ledger, by person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import name_key
from addin.reconcile import lists
from addin.reconcile.by_key import HOURS, counted, grouped, tied_by_key
from addin.reconcile.outcome import Row, Tied

PAYROLL: Final = "time cards and payroll"
LEDGER: Final = "payroll and ledger"
_SHARED: Final = 0.5
"""Of the people on the shorter list, the share that both must have to be lists of the same crew."""
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class _Measure:
    name: str
    fields: tuple[str, ...]
    of: Callable[[TimecardLine], Money | None]


HOURS_WORKED: Final = _Measure(
    "hours", ("hours", "overtime"), lambda line: counted(line.worked, HOURS)
)
PAY: Final = _Measure("pay", ("amount",), lambda line: line.amount)


def payroll(production: Production, tolerance_minor: int) -> Iterator[Tied]:
    """Each two lists of the same crew: hours and pay of a person in a week must be the same.

    The list with more lines counts as the time cards. Weeks begin on Monday; where a list has no
    dates, people are compared over all of it.
    """
    sheets = [rows for rows in by_list(production.timecards) if rows]
    for pair in combinations(sheets, 2):
        cards, register = sorted(pair, key=len, reverse=True)
        if not _same_people(cards, register):
            continue
        is_weekly = all(line.date is not None for line in (*cards, *register))
        for measure in (HOURS_WORKED, PAY):
            left, right = (
                grouped(_rows(side, measure, is_weekly=is_weekly), _key)
                for side in (cards, register)
            )
            if left and right:
                yield tied_by_key(
                    PAYROLL, left, right, _say, tolerance_minor if measure is PAY else 0
                )


def ledger(production: Production, tolerance_minor: int) -> Iterator[Tied]:
    """The list with the pay against the ledger's cost lines that name the same people."""
    for register in by_list(production.timecards):
        paid = grouped(_rows(register, PAY, is_weekly=False), _key)
        if len(paid) < _FEWEST:
            continue
        for postings in by_list(production.postings):
            named = grouped(_posted(postings, {person for person, _ in paid}), _key)
            if len(named) >= max(_FEWEST, _SHARED * len(paid)):
                yield tied_by_key(LEDGER, paid, named, _say, tolerance_minor)


def _same_people(one: Sequence[TimecardLine], other: Sequence[TimecardLine]) -> bool:
    here, there = ({_person(line) for line in lines} for lines in (one, other))
    shared = len(here & there)
    return shared >= _FEWEST and shared >= _SHARED * min(len(here), len(there))


def _person(line: TimecardLine) -> str:
    return name_key(line.person) or line.number


def _rows(lines: Sequence[TimecardLine], measure: _Measure, *, is_weekly: bool) -> Iterator[Row]:
    for line in lines:
        amount = measure.of(line)
        if amount is not None:
            week = line.date - dt.timedelta(days=line.date.weekday()) if line.date else None
            yield Row(
                line.source,
                amount,
                line.date,
                week.isoformat() if week and is_weekly else "",
                line.person or line.number,
                line.account,
                measure.name,
                shown=measure.fields,
                record=line,
            )


def _posted(postings: Sequence[Posting], people: set[str]) -> Iterator[Row]:
    costs = (p for p in postings if not lists.is_money_account(p.account_name))
    for row in lists.postings_by_order(costs, str):
        if name_key(row.name) in people and row.amount is not None:
            yield replace(row, reference="")


def _key(row: Row) -> tuple[str, str]:
    return name_key(row.name), row.reference


def _say(row: Row) -> str:
    week = f", week of {row.reference}" if row.reference else ""
    return f"{row.label} of {row.name}{week}"
