"""SCH304: the company moves more often in a day than the production allows itself.

Why it matters: a move costs an hour or two of the day, trucks and a second set of permits.

Example: House, Station, House on one day: two moves, with `company_moves = 1` in production.toml.

What to do: shoot what plays in one place together, or raise the limit in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text
from addin.rules.rule import Workpapers

CODE = "SCH304"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per day; nothing without a limit, or where locations are not said."""
    most = papers.options.most_moves
    for board in current(papers) if most is not None else ():
        for day, lines in board.days.items():
            placed = [line for line in lines if line.location.strip()]
            moved = [
                there
                for here, there in pairwise(placed)
                if here.location.strip().casefold() != there.location.strip().casefold()
                and here.unit.casefold() == there.unit.casefold()
            ]
            if most is not None and len(moved) > most:
                way = " → ".join([placed[0].location, *(line.location for line in moved)])
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{day_text(day)} has {len(moved)} company moves: {way}.",
                    cells(moved, "location"),
                    numbers=(("moves", len(moved)), ("limit", most)),
                    advice="Shoot what plays in one place together, or raise company_moves in"
                    " production.toml.",
                    subject=f"moves on {day}",
                )
