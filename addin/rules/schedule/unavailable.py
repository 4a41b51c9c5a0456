"""SCH706: somebody is scheduled on a day on which they said they are not there.

Why it matters: the date was agreed with the agent months ago; the schedule has moved onto it.

Example: Ida Berg is away from 9 to 11 March; scene 22 with cast 1 is shot on 10 March.

What to do: move the scenes of the day, or ask whether the date can be moved.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text, listed
from addin.rules.registers import VOID, Kind, entries
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH706"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line of a list of dates on which a part, or a location, is not free."""
    boards = [one for one in current(papers) if one.days]
    if not boards:
        return
    numbers: dict[str, str] = {}
    for part in papers.production.cast:
        for name in (part.performer, part.character):
            if name and part.number:
                numbers.setdefault(name_key(name), part.number)
    for away in entries(papers, Kind.UNAVAILABLE):
        if away.first is None or away.last is None or VOID.search(away.status):
            continue
        cast = numbers.get(away.key, "")
        for board in boards:
            lines = [
                line
                for day, strips in board.days.items()
                if away.covers(day)
                for line in strips
                if (cast and cast in line.cast) or name_key(line.location) == away.key
            ]
            if lines:
                days = listed((day_text(line.date) for line in lines if line.date), 4)
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{away.about} is not available from {day_text(away.first)} to"
                    f" {day_text(away.last)} ('{away.sheet}'); '{board.name}' has scenes"
                    f" {listed(line.scene for line in lines)} on {days}.",
                    (away.at("first"), away.at("about"), *cells(lines, "cast", "scene")),
                    advice="Move the scenes, or ask whether the date can be moved.",
                    subject=f"{away.key} away {away.first}",
                )
