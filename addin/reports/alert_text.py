"""An alert as a text for a phone: the worst first, short, the rest counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from addin.reports.alert_news import News, NewsGroup, count
from addin.reports.alert_words import ASK, plain
from addin.reports.check import plural

LIMIT: Final = 900
"""Letters at most: some services take no more than about so many."""

_GROUPS: Final = 4
_GONE: Final = 2
_SEVERITY: Final = {3: "error", 2: "warning", 1: "note"}
_TAIL: Final = 90
"""Room for the line that counts what is not shown."""


def title(name: str, news: Sequence[News]) -> str:
    """One line that says how many, and of what."""
    new, gone = sum(count(one.new) for one in news), sum(_gone(one) for one in news)
    troubled = sum(bool(one.trouble) for one in news)
    unproved = sum(len(one.unproved) for one in news)
    still = sum(count(one.open) for one in news)
    told = [
        f"{new:,} new" if new else "",
        f"{gone:,} resolved" if gone else "",
        f"{still:,} still open" if still else "",
        f"{troubled:,} in trouble" if troubled else "",
        f"{unproved:,} not proved" if unproved else "",
    ]
    return f"Tieout, {bare(name)}: {', '.join(filter(None, told)) or 'nothing open'}"


def text(shown: Sequence[News], quiet: Sequence[News], home: str = "") -> str:
    """What there is to say of each production, and that of the rest nothing is.

    Every production has its line as long as there is room; the worst have their findings too.
    ``home`` is where all pages are found, for those whose own link had no room.
    """
    rest = _rest(quiet)
    room = LIMIT - _TAIL - len(rest) - len(home)
    blocks = [tuple(_production(one, 0)) for one in shown]
    while len(blocks) > 1 and _size(blocks) > room:
        blocks.pop()
    blocks = _filled(shown, blocks, room)
    left = shown[len(blocks) :]
    body = "".join(_apart(block, after) for block, after in pairwise([*blocks, ()]))
    more = ""
    if left:
        open_there = sum(count(one.new) + count(one.open) for one in left)
        others = plural(len(left), "other production")
        more = f"And {others} with news ({plural(open_there, 'finding')} open)."
    is_linked = all(not one.link or one.link in body for one in shown)
    return "\n\n".join(filter(None, (body, more, rest, "" if is_linked else home)))


def _apart(block: tuple[str, ...], after: tuple[str, ...]) -> str:
    """A block with the line breaks before the next; single lines follow one another closely."""
    ends = "\n\n" if len(block) > 1 or len(after) > 1 else "\n"
    return "\n".join(block) + (ends if after else "")


def _filled(
    shown: Sequence[News], blocks: Sequence[tuple[str, ...]], room: int
) -> list[tuple[str, ...]]:
    """The blocks with more and more of their findings, the worst first, while there is room."""
    filled = list(blocks)
    for groups in (1, 2, _GROUPS):
        for at in range(len(filled)):
            longer = tuple(_production(shown[at], groups))
            if _size(filled) - _size([filled[at]]) + _size([longer]) <= room:
                filled[at] = longer
    return filled


def _size(blocks: Sequence[tuple[str, ...]]) -> int:
    """Letters with the line breaks between them."""
    return sum(len(line) + 1 for block in blocks for line in block) + len(blocks)


def _production(one: News, groups: int) -> Iterator[str]:
    """The lines of a production with so many groups of findings; with none its first line alone."""
    counts = [
        f"{count(one.new)} new" if one.new else "",
        f"{_gone(one)} resolved" if _gone(one) else "",
        f"{count(one.open)} still open" if one.open else "",
        f"{len(one.unproved)} not proved" if one.unproved and not groups else "",
    ]
    told = ", ".join(filter(None, counts))
    first = f"{one.production}: {told or one.trouble or 'nothing open'}"
    if not groups:
        yield f"{first}; {one.trouble}" if one.trouble and told else first
        return
    yield first
    if one.trouble and told:
        yield f"- {one.trouble[:1].upper()}{one.trouble[1:]}"
    if one.recovered:
        yield "- Done wholly again"
    yield from _groups("New", one.new, groups)
    if not one.new:
        yield from _groups("Open", one.open, groups)
    yield from _groups("Resolved", one.resolved, min(groups, _GONE))
    yield from _groups("Waived", one.waived, min(groups, _GONE))
    most = min(groups, _GONE)
    for pair in one.unproved[:most]:
        yield f"- Not proved: {pair}"
    if len(one.unproved) > most:
        yield f"- Not proved: {len(one.unproved) - most} more"
    if one.newly_proved:
        yield f"- Proved now: {plural(one.newly_proved, 'statement')}"
    if one.money:
        yield f"- {one.money}"
    if one.link:
        yield one.link


def _groups(what: str, groups: Sequence[NewsGroup], most: int) -> Iterator[str]:
    for group in groups[:most]:
        cells = ", ".join(group.cells)
        place = ASK if group.is_theirs else " ".join(filter(None, (group.place, cells)))
        many = f" ({group.count})" if group.count > max(len(group.cells), 1) else ""
        said = " ".join(filter(None, (_SEVERITY.get(group.severity, ""), group.code, group.title)))
        yield f"- {what}: {said}{many}{': ' if place else ''}{place}"
    if len(groups) > most:
        yield f"- {what}: {count(groups[most:])} more"


def _gone(one: News) -> int:
    return count(one.resolved) + count(one.waived)


def _rest(quiet: Sequence[News]) -> str:
    if not quiet:
        return ""
    still = sum(count(one.open) for one in quiet)
    asked = f", {plural(still, 'finding')} open there" if still else ""
    return f"Nothing new in {plural(len(quiet), 'other production')}{asked}."


def bare(name: str) -> str:
    """A name without what services take for emphasis: titles are passed on as they are."""
    kept = "".join(" " if letter in "*_~[]#|(){}&" else letter for letter in plain(name))
    return " ".join(kept.split())
