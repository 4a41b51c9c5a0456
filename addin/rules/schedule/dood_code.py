"""SCH310: the day-out-of-days differs from the stripboard.

Why it matters: casting, travel and payroll read the day-out-of-days. A day it does not show is a
day nobody is booked for; a day the board has dropped is paid all the same.

Example: cast 3 works on 12 March by the board, and is held by the day-out-of-days.

What to do: Refresh DOOD brings it up to date; travel, fittings and rehearsals that were typed stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from addin.domain.budget import BudgetLine
from addin.domain.day_out_of_days import Code
from addin.domain.money import Money
from addin.domain.schedule_lines import DoodLine
from addin.domain.source import Place
from addin.findings import Finding, Number, Severity
from addin.rules.boards import Board, cells, day_text, listed
from addin.rules.cells_involved import drawn_together
from addin.rules.paid_days import DoodSheet, PayingLine, day_rate, dood_sheets, paying_lines
from addin.rules.rule import Workpapers

CODE = "SCH310"
_ADVICE = "Refresh DOOD brings it up to date; what was typed over it (travel, fittings) stays."


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part whose days differ, then one for days without a column.

    Whether days between two days of work are held, blank or a drop is the deal's: those never
    differ. Only work does, and a start or a finish on the wrong day.
    """
    paying: tuple[PayingLine, ...] | None = None
    for dood in dood_sheets(papers):
        told = dood.expected()
        for line in dood.lines:
            wrong = {
                day: (line.codes.get(day), told.get(line.number, {}).get(day))
                for day in line.columns
                if line.number in told and _differ(line.codes.get(day), told[line.number].get(day))
            }
            if wrong:
                paying = paying_lines(papers) if paying is None else paying
                part = next((x for x in papers.production.cast if x.number == line.number), None)
                yield _finding(dood, line, wrong, day_rate(part, paying) if part else None)
        yield from _unseen(dood)


def _differ(shown: Code | None, board: Code | None) -> bool:
    works, worked = bool(shown and shown.is_work), bool(board and board.is_work)
    if works != worked or shown is None or board is None or not works:
        return works != worked
    return shown.starts != board.starts or shown.finishes != board.finishes


def _finding(
    dood: DoodSheet,
    line: DoodLine,
    wrong: Mapping[dt.date, tuple[Code | None, Code | None]],
    paid: BudgetLine | None,
) -> Finding:
    who = " ".join(part for part in (line.number, line.character) if part)
    said = listed(
        (f"{day_text(day)} {shown or 'blank'}, by the board {_word(board)}"
         for day, (shown, board) in wrong.items()), 4
    )  # fmt: skip
    more = sum(bool(board and board.is_work) for _, board in wrong.values())
    fewer = sum(bool(shown and shown.is_work) for shown, _ in wrong.values())
    numbers: list[tuple[str, Number]] = [("days that differ", len(wrong))]
    impact: Money | None = None
    if more != fewer and paid is not None and paid.rate is not None and paid.amount is not None:
        rate = Money(100, paid.amount.currency).times(paid.rate)
        impact = abs(rate.times(more - fewer))
        numbers += [("day rate in the budget", rate), ("before fringes", impact)]
    places = drawn_together(
        Place(line.source.workbook, line.source.sheet, f"{line.columns[day]}{line.source.row}")
        for day in wrong
    )
    strips = [
        one for day in wrong for one in dood.board.days.get(day, ()) if line.number in one.cast
    ]
    rate_cell = (paid.source.at("rate"),) if impact is not None and paid else ()
    return Finding(
        CODE,
        Severity.WARNING,
        f"Cast {who} in '{dood.name}' differs from '{dood.board.name}': {said}.",
        (*places, *cells(strips, "cast"), *rate_cell),
        numbers=tuple(numbers),
        advice=_ADVICE,
        subject=f"days of cast {line.number}",
        impact=impact,
    )


def _word(code: Code | None) -> str:
    return str(code) if code and code.is_work else "no work"


def _unseen(dood: DoodSheet) -> Iterator[Finding]:
    board: Board = dood.board
    columns = dood.lines[0].columns
    missing = [day for day in board.days if day not in columns]
    if missing:
        strips = [line for day in missing for line in board.days[day]]
        yield Finding(
            CODE,
            Severity.WARNING,
            f"'{dood.name}' has no column for {len(missing)} days of '{board.name}':"
            f" {listed(map(day_text, missing), 4)}.",
            (dood.lines[0].source.at("cast_id", "character"), *cells(strips, "date", "scene")),
            numbers=(("days", len(missing)),),
            advice="Make it anew with Refresh DOOD, or add the days.",
            subject="days without a column",
        )
