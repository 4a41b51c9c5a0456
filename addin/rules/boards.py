"""The stripboards of a production as rules look at them: one each, with its scenes and days."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from addin.domain.production import by_list
from addin.domain.schedule_lines import StripLine
from addin.domain.source import Place
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers

_NAMED: Final = re.compile(r"^(?:scenes?|scs?)\b[.:#\s]*", re.IGNORECASE)
_PART: Final = re.compile(
    r"\s*[-(]?\s*\b(?:p(?:ar)?ts?\.?\s*[\dA-D]*(?:\s*(?:of|/)\s*\d+)?|cont(?:inued|'?d)?)\)?\s*$"
    r"|(?<=[\dA-Za-z])\s*p(?:ar)?t\.?\s*\d*$",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(
    r"\b(?:part|pt\.?)\s*(?:[1-9]|one\b|two\b|three\b|(?-i:[A-D])\b|of sc)"
    r"|\b(?:to )?(?:complete|finish)\b"
    r"|\bcont(?:inued|'?d)\b|\bsplit\b|\bpick.?ups?\b|\breshoots?\b|\bre-?take\b|\bomit",
    re.IGNORECASE,
)
_MAIN: Final = re.compile(r"^(?:(?:the )?(?:main|first|1st|1|a)(?: unit)?)?$", re.IGNORECASE)
_ALIKE: Final = 0.5
"""Boards that share this part of the smaller one's scenes are versions of one board."""


def scenes_of(line: StripLine) -> tuple[str, ...]:
    """The scenes on a strip as they compare: ``Sc. 012a, 13`` is 12A and 13; parts keep no mark.

    >>> scenes_of(StripLine("Sc. 012a pt 2, 13"))
    ('12A', '13')
    """
    texts = re.split(r"[,;&+\n]", _NAMED.sub("", line.scene.strip()))
    keys = (_PART.sub("", text.strip()).strip().upper().lstrip("0") for text in texts)
    return tuple(dict.fromkeys(key for key in keys if key))


def is_part(line: StripLine) -> bool:
    """The strip says that it shoots a part of its scene, again or not at all."""
    if _PART.search(line.scene.strip()):
        return True
    return bool(_PARTLY.search(f"{line.scene} {line.description} {line.notes}"))


def _unit_named(line: StripLine) -> str:
    """The unit on a strip as units compare; the main unit is the empty text."""
    unit = " ".join(line.unit.split()).casefold()
    return "" if _MAIN.match(unit) else unit


@dataclass(frozen=True)
class Board:
    """One stripboard of one unit."""

    strips: tuple[StripLine, ...]

    @property
    def name(self) -> str:
        """The sheet it stands on."""
        return self.strips[0].source.sheet

    @cached_property
    def unit(self) -> str:
        """The unit that most of its strips name; empty for the main one, or where few name any."""
        named = Counter(_unit_named(one) for one in self.strips)
        most, count = named.most_common(1)[0]
        return most if count * 2 > len(self.strips) else ""

    def unit_of(self, line: StripLine) -> str:
        """The unit of one of its strips: its own, failing which the board's."""
        return _unit_named(line) or self.unit

    @cached_property
    def shot(self) -> tuple[StripLine, ...]:
        """The strips on the board."""
        return tuple(one for one in self.strips if not one.is_boneyard)

    @cached_property
    def days(self) -> Mapping[dt.date, tuple[StripLine, ...]]:
        """The dated strips by day, days in order."""
        found: dict[dt.date, list[StripLine]] = defaultdict(list)
        for one in self.shot:
            if one.date is not None:
                found[one.date].append(one)
        return {day: tuple(found[day]) for day in sorted(found)}

    @cached_property
    def scenes(self) -> frozenset[str]:
        """Every scene on it, its boneyard included."""
        return frozenset(key for one in self.strips for key in scenes_of(one))

    @property
    def day_count(self) -> int:
        """How many days it shoots: by dates, or by numbers where nothing has a date."""
        return len(self.days) or len({one.day for one in self.shot if one.day is not None})

    @property
    def week_count(self) -> int:
        """In how many calendar weeks it shoots."""
        return len({day.isocalendar()[:2] for day in self.days})

    @property
    def weeks(self) -> frozenset[int]:
        """The counts of weeks that are right for it: calendar weeks, or its days in full weeks."""
        in_week = Counter(day.isocalendar()[:2] for day in self.days)
        most = max(in_week.values(), default=0)
        return frozenset({len(in_week), -(-len(self.days) // most)}) if most else frozenset()

    @property
    def worked(self) -> Mapping[str, list[dt.date]]:
        """The days on which each part works, in order."""
        found: dict[str, list[dt.date]] = defaultdict(list)
        for day, strips in self.days.items():
            for cast in dict.fromkeys(cast for one in strips for cast in one.cast):
                found[cast].append(day)
        return found

    def _worth(self) -> tuple[int, int, int]:
        dated = sum(one.date is not None for one in self.strips)
        return dated, sum(bool(one.cast) for one in self.strips), len(self.strips)


def boards(papers: Workpapers) -> tuple[Board, ...]:
    """Every stripboard there is, one-liners and older versions included."""
    lists = by_list(papers.production.strips) if papers.production.strips else ()
    return tuple(Board(tuple(lines)) for lines in lists if any(line.scene for line in lines))


def current(papers: Workpapers) -> tuple[Board, ...]:
    """The boards that count: of versions and excerpts of one board, the one that says most.

    Two boards are versions of one if most scenes of the smaller stand on the other. Where two say
    as much, the later one in the order of reading counts.
    """
    kept: list[Board] = []
    for board in boards(papers):
        twin = next((at for at, other in enumerate(kept) if _versions(board, other)), None)
        if twin is None:
            kept.append(board)
        elif board._worth() >= kept[twin]._worth():  # noqa: SLF001 - of its own kind
            kept[twin] = board
    return tuple(kept)


def _versions(one: Board, other: Board) -> bool:
    least = min(len(one.scenes), len(other.scenes))
    return bool(least) and len(one.scenes & other.scenes) >= _ALIKE * least


def main_board(papers: Workpapers) -> Board | None:
    """The board of the main unit: the one with the most days; None without any."""
    return max(current(papers), key=lambda board: board.day_count, default=None)


def cells(lines: Iterable[StripLine], *fields: str) -> tuple[Place, ...]:
    """The cells of these fields, those that touch drawn together."""
    return drawn_together(line.source.at(*fields) for line in lines)


def day_text(day: dt.date) -> str:
    """``Tue 3 March 2026``."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names with commas, the first few of many."""
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def by_unit(board: Board) -> Iterator[tuple[str, tuple[StripLine, ...]]]:
    """The strips on the board of each unit that it names."""
    units: dict[str, list[StripLine]] = defaultdict(list)
    for line in board.shot:
        units[board.unit_of(line)].append(line)
    for unit, lines in units.items():
        yield unit, tuple(lines)
