"""What a board and a day-out-of-days say of a part's days, and which budget lines pay for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.domain.budget import BudgetLine
from addin.domain.day_out_of_days import LAID_OVER, Code, board, days_of
from addin.domain.production import by_list
from addin.domain.schedule_lines import CastLine, DoodLine
from addin.rules.boards import Board, current
from addin.rules.labour import is_thing
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

_TYPED: Final = LAID_OVER - {Code.HOLD}
_CAST: Final = re.compile(
    r"\b(?:cast|talent|principals?|performers?|actors?|players?|supporting|stars?|leads?)\b",
    re.IGNORECASE,
)
_OTHER_DAYS: Final = re.compile(
    r"\b(?:rehears\w*|travel|fittings?|over ?time|ot|adr|loop\w*|per ?diems?|flights?|hotels?"
    r"|agent|agency|stunts?|doubles?|stand.?ins?|dub\w*|voice|wrap|prep|pick.?ups?|reshoots?"
    r"|coach|guardian|tutor|teacher|assistant|driver|trailers?|wardrobe|make.?up|hair|bonus)\b",
    re.IGNORECASE,
)
_DAYS: Final = re.compile(r"^\s*(?:shoot )?(?:man.?)?(?:days?|dys?|d)\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DoodSheet:
    """A day-out-of-days as a sheet shows it, and the board that it is of."""

    lines: tuple[DoodLine, ...]
    board: Board

    @property
    def name(self) -> str:
        """The sheet it stands on."""
        return self.lines[0].source.sheet

    def expected(self) -> Mapping[str, Mapping[dt.date, Code]]:
        """Each part's codes as they follow from the board, with what was typed laid over."""
        typed = {
            (day, line.number): code
            for line in self.lines
            for day, code in line.codes.items()
            if code in _TYPED
        }
        return expected(self.board, typed)


def expected(
    of: Board, typed: Mapping[tuple[dt.date, str], Code] | None = None
) -> Mapping[str, Mapping[dt.date, Code]]:
    """Each part's codes as they follow from the board: held between its days, never dropped."""
    works = board(((day, line.cast) for day, lines in of.days.items() for line in lines))
    works = type(works)(works.works, typed or {})
    worked, days = works.working_days(), works.days()
    return {
        number: days_of(number, works, worked=worked.get(number, []), days=days)
        for number in works.cast()
    }


def dood_sheets(papers: Workpapers) -> Iterator[DoodSheet]:
    """Each day-out-of-days with the board it shares most parts with; without one it is left out."""
    lists = by_list(papers.production.dood) if papers.production.dood else ()
    found = [one for one in current(papers) if one.days] if lists else []
    for lines in lists:
        numbers = {line.number for line in lines if line.number}
        of = max(found, key=lambda one: len(numbers & one.worked.keys()), default=None)
        if of is not None and numbers & of.worked.keys():
            yield DoodSheet(tuple(lines), of)


@dataclass(frozen=True, slots=True)
class PayingLine:
    """A budget line that pays somebody by the day: its words as names compare, and where it is."""

    line: BudgetLine
    said: str
    is_cast: bool

    def names(self, part: CastLine) -> bool:
        """It names the part: by the performer's full name, or in a section of cast by any name."""
        full, role = name_key(part.performer), name_key(part.character)
        if " " in full and f" {full} " in self.said:
            return True
        return self.is_cast and any(name and f" {name} " in self.said for name in (full, role))


def paying_lines(papers: Workpapers) -> tuple[PayingLine, ...]:
    """The lines of the budget that pay shooting days, for ``lines_for``.

    Lines for travel, rehearsal, fittings and overtime are other days.
    """
    return tuple(
        PayingLine(line, f" {name_key(line.description)} ", _is_cast(line, papers))
        for line in papers.production.budget
        if line.rate is not None
        and line.quantity is not None
        and _DAYS.match(line.unit)
        and not _OTHER_DAYS.search(line.description)
        and not is_thing(line)
    )


def lines_for(part: CastLine, paying: Iterable[PayingLine]) -> tuple[BudgetLine, ...]:
    """The budget lines that pay a part's shooting days: they name it, and count in days.

    A character's or a single name counts in a section of cast only, where nothing else is called
    Driver.
    """
    return tuple(one.line for one in paying if one.names(part))


def _is_cast(line: BudgetLine, papers: Workpapers) -> bool:
    """The line stands under cast: by its section, its account's name, or its own words."""
    chart = papers.production.chart
    names = [one.name for one in chart.lineage(line.account)] if chart and line.account else []
    return bool(_CAST.search(" ".join((line.group, line.description, *names))))


def day_rate(part: CastLine, paying: Iterable[PayingLine]) -> BudgetLine | None:
    """The line whose rate pays a day of the part, if exactly one does."""
    found = lines_for(part, paying)
    return found[0] if len(found) == 1 else None
