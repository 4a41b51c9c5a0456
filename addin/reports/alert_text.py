"""An alert as a text for a phone: the worst first, short, the rest counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.reports.alert_news import News, NewsGroup, count
from addin.reports.alert_words import plain
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
        f"{new} new" if new else "",
        f"{gone} resolved" if gone else "",
        f"{still} still open" if still else "",
        f"{troubled} in trouble" if troubled else "",
        f"{unproved} not proved" if unproved else "",
    ]
    return f"Tieout, {bare(name)}: {', '.join(filter(None, told)) or 'nothing open'}"


def text(shown: Sequence[News], quiet: Sequence[News]) -> str:
    """What there is to say of each production, and that of the rest nothing is."""
    lines: list[str] = []
    room = LIMIT - _TAIL - len(_rest(quiet))
    left = len(shown)
    for one in shown:
        block = list(_production(one))
        size = sum(len(line) + 1 for line in block)
        if size > room and lines:
            break
        lines += [*_fitting(block, room), ""]
        room -= size + 1
        left -= 1
    if left:
        open_there = sum(count(one.new) + count(one.open) for one in shown[-left:])
        more = plural(left, "other production")
        lines += [f"And {more} with news ({open_there} findings open)."]
    return "\n\n".join(filter(None, ["\n".join(lines).strip(), _rest(quiet)]))


def _production(one: News) -> Iterator[str]:
    counts = [
        f"{count(one.new)} new" if one.new else "",
        f"{_gone(one)} resolved" if _gone(one) else "",
        f"{count(one.open)} still open" if one.open else "",
    ]
    told = ", ".join(filter(None, counts))
    yield f"{one.production}: {told or one.trouble or 'nothing open'}"
    if one.trouble and told:
        yield f"- {one.trouble[:1].upper()}{one.trouble[1:]}"
    if one.recovered:
        yield "- Done wholly again"
    yield from _groups("New", one.new, _GROUPS)
    if not one.new:
        yield from _groups("Open", one.open, _GROUPS)
    yield from _groups("Resolved", one.resolved, _GONE)
    yield from _groups("Waived", one.waived, _GONE)
    for pair in one.unproved[:_GONE]:
        yield f"- Not proved: {pair}"
    if len(one.unproved) > _GONE:
        yield f"- Not proved: {len(one.unproved) - _GONE} more"
    if one.newly_proved:
        yield f"- Proved now: {plural(one.newly_proved, 'statement')}"
    if one.money:
        yield f"- {one.money}"
    if one.link:
        yield one.link


def _groups(what: str, groups: Sequence[NewsGroup], most: int) -> Iterator[str]:
    for group in groups[:most]:
        cells = ", ".join(group.cells)
        place = " ".join(filter(None, (group.place, cells)))
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


def _fitting(block: Sequence[str], room: int) -> Iterator[str]:
    """The lines of a block that is too long by itself; its first line always."""
    for number, line in enumerate(block):
        room -= len(line) + 1
        if room < 0 and number:
            yield "- and more"
            return
        yield line


def bare(name: str) -> str:
    """A name without what services take for emphasis: titles are passed on as they are."""
    return "".join(" " if letter in "*_~[]#|(){}&" else letter for letter in plain(name)).strip()
