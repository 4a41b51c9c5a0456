"""SCH402: the budget pays a part for other days than the schedule has it work and hold.

Why it matters: a part's days are a deal. What the board adds after the budget was locked is paid
all the same, with fringes and agents on top; what it takes away is money to move.

Example: 1401 Ida Berg is budgeted for 8 days; by the day-out-of-days she works 8 and is held 3.

What to do: change the line, or have the schedule changed; fringes are not in the figure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.budget import BudgetLine
from addin.domain.day_out_of_days import Code
from addin.domain.money import Money
from addin.domain.schedule_lines import CastLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import cells, main_board
from addin.rules.cells_involved import drawn_together
from addin.rules.paid_days import dood_sheets, expected, lines_for, paying_lines
from addin.rules.rule import Workpapers

CODE = "SCH402"


@dataclass(frozen=True, slots=True)
class _Days:
    """A part's days and the cells that say them."""

    worked: int
    held: int
    travel: int
    others: int  # rehearsal and fitting
    sheet: str
    places: tuple[Place, ...]

    @property
    def right(self) -> frozenset[int]:
        """What a deal may pay: work; with holds; with travel; with everything."""
        work, held = self.worked, self.worked + self.held
        return frozenset(
            {work, held, work + self.travel, held + self.travel,
             held + self.travel + self.others}
        )  # fmt: skip

    @property
    def paid(self) -> int:
        """What the usual deal pays: work and hold."""
        return self.worked + self.held


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part of the cast list that budget lines name, in the list's order.

    A budget that pays work alone, or travel too, is as good as one that pays work and hold.
    """
    parts = [one for one in papers.production.cast if one.number]
    if not parts or not papers.production.budget or not papers.production.strips:
        return
    scheduled, paying = _scheduled(papers), paying_lines(papers)
    paid_for: dict[str, tuple[BudgetLine, ...]] = {
        part.number: lines
        for part in parts
        if part.number in scheduled and (lines := lines_for(part, paying))
    }
    shared = Counter(id(line) for lines in paid_for.values() for line in lines)
    for part in parts:
        lines = paid_for.get(part.number, ())
        if lines and all(shared[id(line)] == 1 for line in lines):  # one line for two parts: whose?
            found = _compared(part, lines, scheduled[part.number])
            if found is not None:
                yield found


def _compared(part: CastLine, lines: tuple[BudgetLine, ...], days: _Days) -> Finding | None:
    budgeted = sum(
        ((line.quantity or Decimal(0)) * (line.multiplier or Decimal(1)) for line in lines),
        Decimal(0),
    )
    if budgeted in days.right:
        return None
    difference = min((Decimal(one) - budgeted for one in days.right), key=abs)
    rates = {line.rate for line in lines}
    amount = lines[0].amount
    impact: Money | None = None
    if len(rates) == 1 and amount is not None and (rate := lines[0].rate) is not None:
        impact = abs(Money(100, amount.currency).times(rate * difference))
    who = part.performer or part.character or f"cast {part.number}"
    money = f" At the line's rate that is {impact.text()} before fringes." if impact else ""
    held = f" and is held {days.held}" if days.held else ""
    travel = f", with {days.travel} of travel" if days.travel else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{who} is budgeted for {budgeted:f} days; by '{days.sheet}' {who} works"
        f" {days.worked}{held}{travel}.{money}",
        (
            *drawn_together(line.source.at("quantity", "amount") for line in lines),
            *drawn_together(line.source.at("rate", "amount") for line in lines),
            *days.places,
            part.source.at("cast_id", "character"),
        ),
        numbers=(
            ("budgeted days", budgeted),
            ("worked", days.worked),
            ("held", days.held),
            ("nearest that ties", budgeted + difference),
        ),
        advice="Change the line, or have the schedule changed; fringes come on top.",
        subject=f"paid days of cast {part.number}",
        impact=impact,
    )


def _scheduled(papers: Workpapers) -> Mapping[str, _Days]:
    """Each part's days: by the board, with what a day-out-of-days lays over it."""
    found: dict[str, _Days] = {}
    for dood in dood_sheets(papers):
        told = dood.expected()
        for line in dood.lines:
            if line.number not in told:
                continue
            cells_of = (
                Place(line.source.workbook, line.source.sheet, f"{letters}{line.source.row}")
                for day, letters in line.columns.items()
                if day in line.codes
            )
            found[line.number] = _counted(told[line.number], dood.name, drawn_together(cells_of))
    board = main_board(papers)
    if board is not None:
        for number, codes in expected(board).items():
            if number not in found:
                strips = (line for line in board.shot if number in line.cast and line.date)
                found[number] = _counted(codes, board.name, cells(strips, "cast"))
    return found


def _counted(codes: Mapping[dt.date, Code], sheet: str, places: tuple[Place, ...]) -> _Days:
    count = Counter(codes.values())
    return _Days(
        sum(number for code, number in count.items() if code.is_work),
        count[Code.HOLD],
        count[Code.TRAVEL],
        count[Code.REHEARSAL] + count[Code.FITTING],
        sheet,
        places,
    )
