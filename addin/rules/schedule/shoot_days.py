"""SCH401: the budget is made for another number of shoot days than the board has.

Why it matters: crew, equipment, catering and location fees are paid by the day. A schedule that
was revised after the budget was locked is an overage that nobody has put into the cost report.

Example: the budget states 40 shoot days, the board has 42; the lines that last 40 days cost
18,450.00 a day.

What to do: change the budget's figure and look at the lines that do not follow it, or bring the
board back to its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Number, Severity
from addin.rules.boards import Board, cells, main_board
from addin.rules.cells_involved import drawn_together
from addin.rules.planned_time import (
    DAY_UNIT,
    WEEK_UNIT,
    Stated,
    lines_lasting,
    stated_days,
    stated_weeks,
    worth,
)
from addin.rules.rule import Workpapers

CODE = "SCH401"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding for the days and one for the weeks, where the budget states them.

    A week of the budget is a calendar week in which the board shoots, or as many of its days as its
    fullest week has.
    """
    board = main_board(papers)
    if board is None or not papers.production.budget or not board.day_count:
        return
    days = stated_days(papers)
    if days and not any(one.figure == board.day_count for one in days):
        yield _finding(papers, board, days[0], board.day_count, "day")
    weeks = stated_weeks(papers)
    if weeks and board.days and not any(one.figure in board.weeks for one in weeks):
        yield _finding(papers, board, weeks[0], board.week_count, "week")


def _finding(papers: Workpapers, board: Board, said: Stated, count: int, unit: str) -> Finding:
    difference = Decimal(count) - said.figure
    lines = lines_lasting(papers, DAY_UNIT if unit == "day" else WEEK_UNIT, said.figure)
    each = worth(lines, said.figure)
    impact: Money | None = each.times(abs(difference)) if each else None
    numbers: list[tuple[str, Number]] = [
        (f"{said.label} in the budget", said.figure),
        (f"{unit}s on the board", count),
    ]
    cost = ""
    if each and impact:
        numbers += [(f"a {unit} of the {len(lines)} lines that last as long", each)]
        cost = (
            f" The {len(lines)} lines that last {said.figure:f} {unit}s cost {each} a {unit}:"
            f" {impact.text()} before fringes."
        )
    more = "more" if difference > 0 else "fewer"
    in_days = f" with {board.day_count} shoot days" if unit == "week" else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"The budget states {said.figure:f} {said.label.casefold()}; '{board.name}' has"
        f" {count}{in_days}, {abs(difference):f} {more}.{cost}",
        (
            said.place,
            *_ends(board),
            *drawn_together(line.source.at("quantity", "multiplier", "amount") for line in lines),
        ),
        numbers=tuple(numbers),
        advice="Change the budget's figure and look at the lines that do not follow it, or bring"
        " the board back to its days.",
        subject=f"shoot {unit}s",
        impact=impact,
    )


def _ends(board: Board) -> tuple[Place, ...]:
    """The first and the last strip of the board: between them are the days that were counted."""
    if board.days:
        every = list(board.days.values())
        return cells((every[0][0], every[-1][-1]), "date", "shoot_day", "scene")
    numbered = [line for line in board.shot if line.day is not None]
    return cells((numbered[0], numbered[-1]), "shoot_day", "scene")
