"""SCH404: the budget's background man-days are fewer than the board needs.

Why it matters: background is booked by the call sheet, day by day, and nobody adds the days up
until the account is overspent.

Example: 120 man-days in the budget; the strips of the busiest scene of each day come to 164.

What to do: change the line, or thin out the scenes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, main_board
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers
from addin.tables.cells import to_number
from addin.tables.table import Role, Table

CODE = "SCH404"
_HEADING: Final = re.compile(
    r"^\W*(?:no\.? of |# of |number of )?(?:background|extras?|bg|b\.?g\.? actors?|atmos(?:phere)?"
    r"|background actors?|crowd)\W*(?:count|no\.?|#|total)?\W*$",
    re.IGNORECASE,
)
_LINE: Final = re.compile(r"\b(?:background|extras?|bg|atmosphere|crowd)\b", re.IGNORECASE)
_NOT_THEM: Final = re.compile(
    r"\b(?:casting|coordinator|wrangler|fee|holding|meals?|catering|wardrobe|costumes?|make.?up"
    r"|hair|music|plates?|painter|art|noise|checks?|agency|fittings?|overtime|ot|allowance|bump"
    r"|vehicles?|cars?|mileage|transport\w*|hours?)\b",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r"^\s*(?:(?:man|person)[- ]?)?days?\.?\s*$", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield at most one finding: where even the busiest scene of each day needs more in all.

    The same people may stand in every scene of a day, so that its busiest scene is what is certain;
    a budget above it is no finding.
    """
    lines = [line for line in papers.production.budget if _pays_background(line)]
    board = main_board(papers) if lines else None
    if board is None:
        return
    needed, places = _needed(papers, board)
    budgeted = sum(
        ((line.quantity or Decimal(0)) * (line.multiplier or Decimal(1)) for line in lines),
        Decimal(0),
    )
    if needed <= budgeted:
        return
    rates = {line.rate for line in lines if line.rate is not None}
    amount = lines[0].amount
    impact: Money | None = None
    if len(rates) == 1 and amount is not None:
        impact = Money(100, amount.currency).times(rates.pop() * (needed - budgeted))
    money = f" At the line's rate that is {impact.text()} before fringes." if impact else ""
    yield Finding(
        CODE,
        Severity.WARNING,
        f"The budget has {budgeted:f} man-days of background; the busiest scene of each day on"
        f" '{board.name}' comes to {needed:f}.{money}",
        (*drawn_together(line.source.at("quantity", "amount") for line in lines), *places),
        numbers=(("budgeted man-days", budgeted), ("at least on the board", needed)),
        advice="Change the line, or thin out the scenes; fringes come on top.",
        subject="background man-days",
        impact=impact,
    )


def _pays_background(line: BudgetLine) -> bool:
    return (
        line.quantity is not None
        and bool(_UNIT.match(line.unit))
        and bool(_LINE.search(line.description))
        and not _NOT_THEM.search(line.description)
    )


def _needed(papers: Workpapers, board: Board) -> tuple[Decimal, tuple[Place, ...]]:
    """The busiest scene of each day, and its cells."""
    for table, sheet in papers.tables_of(Role.STRIPBOARD):
        column = _column(table)
        if (table.book, table.sheet) != board.strips[0].source.table or not column:
            continue
        most: dict[dt.date | int, tuple[Decimal, Place]] = {}
        for line in board.shot:
            day = line.date or line.day
            number = to_number(sheet.value(line.source.row, column))
            if day is None or number is None or number <= 0:
                continue
            if day not in most or most[day][0] < number:
                most[day] = Decimal(number), table.place(line.source.row, column)
        total = sum((count for count, _ in most.values()), Decimal(0))
        return total, drawn_together(place for _, place in most.values())
    return Decimal(0), ()


def _column(table: Table) -> int:
    return next((c for c, text in table.headings.items() if _HEADING.match(text)), 0)
