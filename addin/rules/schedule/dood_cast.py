"""SCH312: a part stands in the day-out-of-days or on the board, and not in the other.

Why it matters: a part the board no longer has goes on being held and paid; one that only the board
has is booked by nobody.

Example: cast 9 has five days in the day-out-of-days and no strip.

What to do: take the part out, or add it with Refresh DOOD.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.boards import cells, listed
from addin.rules.paid_days import DoodSheet, dood_sheets
from addin.rules.rule import Workpapers

CODE = "SCH312"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part that works in one of the two only."""
    for dood in dood_sheets(papers):
        yield from _not_on_board(dood)
        yield from _not_in_dood(dood)


def _not_on_board(dood: DoodSheet) -> Iterator[Finding]:
    on_board = {cast for line in dood.board.strips for cast in line.cast}
    worked = dood.board.worked
    for line in dood.lines:
        days = sum(code.is_work for code in line.codes.values())
        if days and line.number and line.number not in worked:
            where = "only strips without a date" if line.number in on_board else "no strip"
            who = " ".join(part for part in (line.number, line.character) if part)
            yield Finding(
                CODE,
                Severity.WARNING,
                f"Cast {who} works {days} days in '{dood.name}' and has {where} on"
                f" '{dood.board.name}'.",
                (
                    line.source.at("cast_id", "character"),
                    *cells((x for x in dood.board.strips if line.number in x.cast), "cast"),
                ),
                numbers=(("days", days),),
                advice="Take the part out of the day-out-of-days, or put it back on its strips.",
                subject=f"cast {line.number} not on the board",
            )


def _not_in_dood(dood: DoodSheet) -> Iterator[Finding]:
    listed_there = {line.number for line in dood.lines}
    for number, days in dood.board.worked.items():
        if number not in listed_there:
            lines = [one for one in dood.board.shot if number in one.cast and one.date]
            yield Finding(
                CODE,
                Severity.WARNING,
                f"Cast {number} works {len(days)} days on '{dood.board.name}' (scenes"
                f" {listed(one.scene for one in lines)}) and is not in '{dood.name}'.",
                (*cells(lines, "cast"), dood.lines[0].source.at("cast_id", "character")),
                numbers=(("days", len(days)),),
                advice="Add the part with Refresh DOOD.",
                subject=f"cast {number} not in the day-out-of-days",
            )
