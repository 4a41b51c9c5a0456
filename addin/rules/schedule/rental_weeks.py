"""SCH403: a rental for the shoot is budgeted for another number of weeks than the shoot has.

Why it matters: the camera is not returned because its line has run out. The weeks that are missing
are invoiced, and the PO is exceeded in the last week, when there is nothing left to move.

Example: Camera package - shoot, 7 weeks; the board shoots in 8 calendar weeks.

What to do: change the line's weeks, or agree with the rental house on what a week is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, main_board
from addin.rules.labour import is_labour
from addin.rules.planned_time import ALL_SHOOT, OTHER_PHASE, WEEK_UNIT, stated_weeks
from addin.rules.rule import Workpapers

CODE = "SCH403"
_RENTAL: Final = re.compile(r"\b(?:rentals?|rent|hire|package)\b", re.IGNORECASE)
_KIT: Final = re.compile(
    r"\b(?:camera|lens(?:es)?|grip|electric|lighting|sound|stage|dolly|generator|genny|walkies?"
    r"|trucks?|trailers?|video)\b",
    re.IGNORECASE,
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per rental: a warning where it says it is for the whole shoot, else a note.

    Prep, wrap and second unit are other weeks. Shorter hires of things that are not needed all
    the time (a crane for two weeks) are no drift: without such words only a line that lasts
    exactly as many weeks as the budget states is looked at, and that is SCH401's.
    """
    board = main_board(papers)
    if board is None or not board.days:
        return
    right = board.weeks
    stated = {one.figure for one in stated_weeks(papers)}
    for line in papers.production.budget:
        weeks = line.quantity
        if weeks is None or not _is_rental(line) or weeks in right or weeks in stated:
            continue
        if ALL_SHOOT.search(line.description):
            yield _finding(line, weeks, board, Severity.WARNING)
        elif weeks > max(right) and not OTHER_PHASE.search(line.description):
            yield _finding(line, weeks, board, Severity.NOTE)


def _is_rental(line: BudgetLine) -> bool:
    text = f"{line.description} {line.group}"
    is_kit = bool(_RENTAL.search(line.description) and _KIT.search(text))
    return bool(WEEK_UNIT.match(line.unit)) and is_kit and not is_labour(line)


def _finding(line: BudgetLine, weeks: Decimal, board: Board, severity: Severity) -> Finding:
    difference = board.week_count - weeks
    impact: Money | None = None
    if line.rate is not None and line.amount is not None:
        each = line.rate * (line.multiplier or Decimal(1))
        impact = abs(Money(100, line.amount.currency).times(each * difference))
    money = f" At its rate that is {impact.text()}." if impact else ""
    every = list(board.days.values())
    return Finding(
        CODE,
        severity,
        f"{line.description} is budgeted for {weeks:f} weeks; '{board.name}' shoots in"
        f" {board.week_count}.{money}",
        (
            line.source.at("quantity"),
            line.source.at("rate", "amount"),
            *cells((every[0][0], every[-1][-1]), "date", "scene"),
        ),
        numbers=(("budgeted weeks", weeks), ("weeks on the board", board.week_count)),
        advice="Change the line's weeks, or say in its description what they are for.",
        subject=f"weeks of {line.account} {line.description}",
        impact=impact,
    )
