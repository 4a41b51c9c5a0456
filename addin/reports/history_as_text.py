"""What is kept of nights, for the terminal: all of a studio, one of them, one production's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from addin.domain.night import Ended, KeptNight, Moment, Point, ProductionNight
from addin.reports.check import plural

_SEVERITIES: Final = {3: ("error", "red"), 2: ("warning", "yellow"), 1: ("note", "dim")}
_RIGHT: Final = frozenset({"night", "took", "errors", "warnings", "notes", "new", "resolved"})
_WHOLE: Final = (_RIGHT | {"day"}) - {"took"}
"""Columns that are never broken into lines."""
_STOPPED: Final = 5
"""The exit status of a night that was stopped before its end."""
_SAID: Final = {
    Ended.CHECKED: "checked",
    Ended.PARTLY: "in part",
    Ended.FAILED: "failed",
    Ended.BUSY: "somebody at work",
    Ended.UNCHANGED: "unchanged",
}
_BLIND: Final = frozenset({Ended.FAILED, Ended.BUSY})
"""Nothing was looked at: that no findings are told is no good news."""
_COUNTS: Final = ("errors", "warnings", "notes", "new", "resolved")


def plain(text: str) -> str:
    """A text without what moves the cursor or changes colours, wherever a name comes from."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def nights_as_text(studio: str, nights: Sequence[KeptNight]) -> Group:
    """The nights of a studio, the newest first."""
    grid = _grid("night", "begun", "took", "productions", *_COUNTS)
    for one in nights:
        grid.add_row(
            f"{one.number}",
            f"{one.begun:%Y-%m-%d %H:%M}",
            took(one.seconds),
            _outcomes(one),
            *(f"{getattr(one, name):,}" for name in _COUNTS),
        )
    return Group(grid, Text(""), Text(plain(f"{studio}: {plural(len(nights), 'night')}."), "bold"))


def night_as_text(
    number: int, productions: Sequence[ProductionNight], *, findings: bool = False
) -> Group:
    """One night, production by production; with ``findings``, each that is open."""
    grid = _grid("production", "ended", *_COUNTS, "took", "")
    for one in productions:
        grid.add_row(
            plain(one.production),
            _SAID[one.ended],
            *("" if one.ended in _BLIND else f"{count:,}" for count in counts(one)),
            took(one.seconds),
            plain(one.failure),
        )
    parts: list[RenderableType] = [grid]
    if findings:
        for one in productions:
            parts += _listed(one)
    ran = plural(len(productions), "production")
    return Group(*parts, Text(""), Text(f"Night {number}: {ran}.", "bold"))


def moments_as_text(production: str, moments: Sequence[Moment]) -> Group:
    """One production's nights, the newest first; of each day the last."""
    grid = _grid("night", "day", "ended", *_COUNTS, "took")
    for one in reversed(moments):
        blind = one.ended in _BLIND
        grid.add_row(
            f"{one.night}",
            f"{one.at:%Y-%m-%d}",
            _SAID[Ended(one.ended)],
            *("" if blind else f"{getattr(one, name):,}" for name in _COUNTS),
            took(one.seconds),
        )
    said = plain(f"{production}: {plural(len(moments), 'day')} with a night.")
    return Group(grid, Text(""), Text(said, "bold"))


def counts(one: ProductionNight) -> tuple[int, int, int, int, int]:
    """Open errors, warnings and notes; what is new and what is resolved."""
    new, resolved = one.standing("new"), one.standing("resolved")
    return one.count(3), one.count(2), one.count(1), new, resolved


def took(seconds: float) -> str:
    """How long something took.

    >>> took(3.24), took(83), took(7300)
    ('3.2 s', '1 min 23 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = dt.timedelta(seconds=round(seconds))
    minutes, rest = divmod(int(whole.total_seconds()), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _grid(*headings: str) -> Grid:
    grid = Grid(box=None, pad_edge=False)
    for heading in headings:
        right = heading in _RIGHT
        grid.add_column(heading, justify="right" if right else "left", no_wrap=heading in _WHOLE)
    return grid


def _outcomes(one: KeptNight) -> str:
    """How its productions ended, in words; those that it did not come to are told too."""
    parts = [f"{count:,} {_SAID[Ended(ended)]}" for ended, count in one.counts.items()]
    left = one.productions - sum(one.counts.values())
    if left > 0:
        parts.append(f"{left:,} not kept")
    if one.ended is None:
        parts.append("running or cut short")
    elif one.status == _STOPPED:
        parts.append("stopped")
    return ", ".join(parts)


def _listed(one: ProductionNight) -> Iterator[RenderableType]:
    if not one.open:
        return
    yield Text("")
    yield Text(plain(one.production), "bold")
    for point in one.open:
        yield _point(point)


def _point(point: Point) -> Text:
    word, style = _SEVERITIES[point.severity]
    place = " ".join(part for part in (point.workbook, point.sheet, point.cell) if part)
    line = Text(f"  {word} ", style)
    line.append(plain(f"{point.code} {place}: {point.message}"), "")
    since = f", since {point.since}" if point.since and point.standing != "new" else ""
    line.append(plain(f" ({point.standing}{since})"), "dim")
    return line
