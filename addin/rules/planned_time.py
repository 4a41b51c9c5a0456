"""How long the shoot is by the budget: its own figures for shoot days and weeks, and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.tables.cells import is_nothing, to_number
from addin.tables.table import Role, address

_MOST_ROWS: Final = 400
_MOST_COLUMNS: Final = 30
_LABEL: Final = (
    r"\W*(?:(?:total|no\.?|number|#)\s*(?:of\s+)?)?(?:{})(?:\s*\((?:total|main unit)\))?\W*"
)
_DAYS: Final = re.compile(
    _LABEL.format(r"(?:shoot(?:ing)?|filming|principal photography|photography) days?"),
    re.IGNORECASE,
)
_WEEKS: Final = re.compile(
    _LABEL.format(r"(?:shoot(?:ing)?|filming|principal photography|photography) (?:weeks?|wks?)"),
    re.IGNORECASE,
)
DAY_UNIT: Final = re.compile(r"^\s*(?:shoot )?(?:days?|dys?|d)\.?\s*$", re.IGNORECASE)
WEEK_UNIT: Final = re.compile(r"^\s*(?:shoot )?(?:weeks?|wks?|w)\.?\s*$", re.IGNORECASE)
OTHER_PHASE: Final = re.compile(
    r"\b(?:prep\w*|pre.?prod\w*|wrap|post|edit\w*|strike|travel|scout\w*|rehears\w*|2nd unit"
    r"|second unit|fittings?|test|pick.?ups?|reshoots?|develop\w*|splinter)\b",
    re.IGNORECASE,
)
ALL_SHOOT: Final = re.compile(
    r"\b(?:run of (?:the )?show|(?:entire|whole|full|all) shoot|shoot (?:weeks|days|period)"
    r"|(?:during|for) (?:the )?(?:shoot|principal)|principal photography|- shoot|\(shoot\)"
    r"|shoot$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the budget states beside its label."""

    label: str
    figure: Decimal
    place: Place


def stated_days(papers: Workpapers) -> tuple[Stated, ...]:
    """Shoot days as the budget's workbooks state them, in reading order."""
    return tuple(_stated(papers, _DAYS))


def stated_weeks(papers: Workpapers) -> tuple[Stated, ...]:
    """Shoot weeks, likewise."""
    return tuple(_stated(papers, _WEEKS))


def _stated(papers: Workpapers, label: re.Pattern[str]) -> Iterator[Stated]:
    """The number right of such a label; in workbooks that hold a budget, outside its lines."""
    budgets = {
        table.book: table for table in papers.tables if table.role in {Role.BUDGET, Role.TOPSHEET}
    }
    lists = {
        (table.book, table.sheet): table
        for table in papers.tables
        if table.role is not Role.UNKNOWN and table.role is not Role.SCHEDULE
    }
    for book, sheet in papers.sheets if budgets else ():
        if book.name not in budgets:
            continue
        for row, cells in enumerate(sheet.rows[:_MOST_ROWS], 1):
            for column, value in enumerate(cells[:_MOST_COLUMNS], 1):
                if not isinstance(value, str) or len(value) > 60 or not label.fullmatch(value):
                    continue
                table = lists.get((book.name, sheet.name))
                if table is not None and (row, column) in table.area:
                    continue
                beside = ((c, sheet.value(row, c)) for c in range(column + 1, column + 4))
                found = next(((c, v) for c, v in beside if not is_nothing(v)), None)
                number = to_number(found[1]) if found else None
                if found and number is not None and number > 0:
                    place = Place(book.name, sheet.name, address(row, found[0]))
                    yield Stated(value.strip(" :"), Decimal(number), place)


def lines_lasting(papers: Workpapers, unit: re.Pattern[str], time: Decimal) -> list[BudgetLine]:
    """The budget's lines that last just so long: its quantity or its multiplier is the time."""
    return [
        line
        for line in papers.production.budget
        if unit.match(line.unit)
        and line.rate is not None
        and line.amount is not None
        and not OTHER_PHASE.search(line.description)
        and time in {line.quantity, line.multiplier}
    ]


def worth(lines: list[BudgetLine], time: Decimal) -> Money | None:
    """What one more day or week of all these lines costs before fringes; None: no one currency."""
    found: Money | None = None
    for line in lines:
        if line.rate is None or line.amount is None:
            continue
        times = line.multiplier if line.quantity == time else line.quantity
        one = Money(100, line.amount.currency).times(line.rate * (times or Decimal(1)))
        if found is not None and found.currency != one.currency:
            return None
        found = one if found is None else found + one
    return found
