"""SCH705: an asset is used before its permission is there, or after it has ended.

Why it matters: what is in the picture and not cleared has to be blurred, replaced or paid for at
whatever its owner asks.

Example: the mural in scene 14 is shot on 12 March; its permission is still pending.

What to do: get the permission before the day, or take the asset out of the scene.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.schedule_lines import StripLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, current, day_text, scenes_of
from addin.rules.registers import CLEARED, OPEN, Entry, Kind, entries
from addin.rules.rule import Workpapers

CODE = "SCH705"
SOON = dt.timedelta(days=14)
"""A permission that is still open this long before its use is worth a warning."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per asset: its use is the day it states, else the first of its scenes."""
    boards = [one for one in current(papers) if one.days]
    for one in entries(papers, Kind.PERMISSION):
        used, place = _use(one, boards)
        if used is None:
            continue
        if OPEN.search(one.status) and not CLEARED.search(one.status):
            yield _finding(papers, one, used, place, f"its permission is “{one.status}”", "status")
        elif not one.covers(used):
            limit = f"until {day_text(one.last)}" if one.last else ""
            begin = f"from {day_text(one.first)} " if one.first else ""
            yield _finding(papers, one, used, place, f"its permission holds {begin}{limit}", "last")


def _use(one: Entry, boards: list[Board]) -> tuple[dt.date | None, tuple[Place, ...]]:
    if one.used is not None:
        return one.used, (one.at("used"),)
    wanted = {scene for text in one.scenes for scene in scenes_of(StripLine(text))}
    lines = [
        line
        for board in boards
        for strips in board.days.values()
        for line in strips
        if wanted & set(scenes_of(line))
    ]
    lines.sort(key=lambda line: line.date or dt.date.max)
    return (lines[0].date, cells(lines[:1], "scene", "date")) if lines else (None, ())


def _finding(
    papers: Workpapers,
    one: Entry,
    used: dt.date,
    place: tuple[Place, ...],
    said: str,
    column: str,
) -> Finding:
    today = papers.options.today
    is_near = today == dt.date.max or used - today <= SOON
    return Finding(
        CODE,
        Severity.WARNING if is_near else Severity.NOTE,
        f"{one.about} is used on {day_text(used)}, and {said} ('{one.sheet}').",
        (one.at(column), one.at("about"), *place),
        numbers=(("used", used),),
        advice="Get the permission before the day, or take the asset out of the scene.",
        subject=f"permission of {one.key}",
    )
