"""Day-out-of-days (DOOD): for each cast member, what each day of the schedule is.

The board says who works when; hold, drop and pick-up follow from that and from the rules of the
deal; travel, fittings and rehearsals are laid over it.

Source: codes and hold rules as Movie Magic Scheduling documents them (Entertainment Partners);
one drop and pick-up per production and its gap are the performers' agreement (SAG-AFTRA).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Code(StrEnum):
    """What a day is to a cast member, as a day-out-of-days writes it."""

    START = "SW"
    WORK = "W"
    FINISH = "WF"
    START_FINISH = "SWF"
    DROP = "WD"
    START_DROP = "SWD"
    PICK_UP = "PW"
    PICK_UP_FINISH = "PWF"
    PICK_UP_DROP = "PWD"
    HOLD = "H"
    IDLE = "I"
    TRAVEL = "TR"
    FITTING = "FT"
    REHEARSAL = "R"
    HOLIDAY = "/"
    MOVE = "M"

    @property
    def is_work(self) -> bool:
        """Whether the element is in front of the camera on such a day."""
        return "W" in self

    @property
    def starts(self) -> bool:
        """Whether it is the first day of work."""
        return self.startswith("SW")

    @property
    def finishes(self) -> bool:
        """Whether it is the last day of work."""
        return self.endswith("WF")


SPELLINGS: Final[Mapping[str, Code]] = MappingProxyType(
    {code.value: code for code in Code} | {"T": Code.TRAVEL, "F": Code.FITTING}
)
"""How codes are written; T is travel, too."""
LAID_OVER: Final = frozenset(
    {Code.HOLD, Code.IDLE, Code.TRAVEL, Code.FITTING, Code.REHEARSAL, Code.HOLIDAY, Code.MOVE}
)
"""Codes that a calendar may set; work follows from the board alone."""


class NoSuchCode(ValueError):
    """A code that a day-out-of-days does not have, or that only the board can set."""


def code_of(text: str) -> Code:
    """The code that a cell means, in any case.

    Raises:
        NoSuchCode: none.
    """
    found = SPELLINGS.get(text.strip().upper())
    if found is None:
        raise NoSuchCode(f"“{text}” is no code: {', '.join(SPELLINGS)}")
    return found


@dataclass(frozen=True, slots=True)
class HoldRules:
    """What a deal says of the days between two days of work.

    Args:
        hold: they are held, and paid; False: they are blank.
        drop_gap: this many free calendar days between two days of work, or more, are a drop and a
            pick-up instead of a hold; None or 0: there are no drops. 10 free days are what "more
            than 10 calendar days after" asks for.
        drops: how many drops a production may make of one person.
    """

    hold: bool = True
    drop_gap: int | None = None
    drops: int = 1


@dataclass(frozen=True, slots=True)
class Board:
    """The working days of a schedule and who works on each, by cast id.

    ``events`` are laid over: (day, cast id) → code; the cast id ``""`` stands for everyone.
    """

    works: Mapping[dt.date, AbstractSet[str]]
    events: Mapping[tuple[dt.date, str], Code] = field(default_factory=dict)

    def days(self) -> tuple[dt.date, ...]:
        """Every day on the board or in an event, in order."""
        return tuple(sorted({*self.works, *(day for day, _ in self.events)}))

    def cast(self) -> tuple[str, ...]:
        """Every cast id, numbers before names."""
        ids = {cast for those in self.works.values() for cast in those}
        ids |= {cast for _, cast in self.events if cast}
        return tuple(sorted(ids, key=_order))

    def working_days(self) -> Mapping[str, list[dt.date]]:
        """The days each cast id works, in order."""
        found: dict[str, list[dt.date]] = {}
        for day in sorted(self.works):
            for cast in self.works[day]:
                found.setdefault(cast, []).append(day)
        return found


def _order(cast: str) -> tuple[int, int, str]:
    digits = cast[: len(cast) - len(cast.lstrip("0123456789"))]
    return (0, int(digits), cast) if digits else (1, 0, cast.casefold())


def board(
    strips: Iterable[tuple[dt.date, Iterable[str]]],
    events: Mapping[tuple[dt.date, str], Code] = MappingProxyType({}),
) -> Board:
    """The board of strips: the day of each, and the cast ids in it. A day may have many strips.

    Raises:
        NoSuchCode: an event claims work, which only strips can.
    """
    for code in events.values():
        if code not in LAID_OVER:
            raise NoSuchCode(f"{code} follows from the board; it cannot be an event")
    works: dict[dt.date, set[str]] = {}
    for day, cast in strips:
        works.setdefault(day, set()).update(cast)
    return Board(works, events)


def days_of(
    cast: str,
    schedule: Board,
    rules: HoldRules | None = None,
    *,
    worked: Sequence[dt.date] | None = None,
    days: Sequence[dt.date] | None = None,
) -> dict[dt.date, Code]:
    """The code of every day that is one for a cast member, in order; other days are absent.

    1. Work where the member is in any strip of the day; the first is a start, the last a finish.
    2. The first gap that is long enough is a drop and a pick-up, if the rules allow it.
    3. Days of the board in other gaps are held, if the rules hold.
    4. Events are laid over everything but work. Everyone's events (holiday, company move) count
       from the start to the finish only, and their days are not held.

    Args:
        cast: the id.
        schedule: the board.
        rules: of the deal; by default held, never dropped.
        worked: the days of work, if known already.
        days: the days of the schedule, if known already.

    >>> schedule = board([(dt.date(2026, 3, day), ["1"]) for day in (2, 5)]
    ...                  + [(dt.date(2026, 3, 3), ["2"])])
    >>> [str(code) for code in days_of("1", schedule).values()]
    ['SW', 'H', 'WF']
    """
    rules = rules or HoldRules()
    if worked is None:
        worked = schedule.working_days().get(cast, [])
    dropped = _drops(worked, rules)
    found = {
        day: _work_code(
            first=at == 0, last=at == len(worked) - 1, drop=at in dropped, pick_up=at - 1 in dropped
        )
        for at, day in enumerate(worked)
    }
    gaps = {worked[at] for at in dropped}
    every = schedule.days() if days is None else days
    if not gaps and not schedule.events:  # a day without work is then held, or it is none
        if rules.hold and worked:
            inside = every[bisect_right(every, worked[0]) : bisect_left(every, worked[-1])]
            found = {day: Code.HOLD for day in inside if day in schedule.works} | found
        return dict(sorted(found.items()))
    for day in every:
        code = _between(cast, day, schedule, worked, gaps, hold=rules.hold)
        if code is not None and day not in found:
            found[day] = code
    return dict(sorted(found.items()))


def _drops(worked: Sequence[dt.date], rules: HoldRules) -> frozenset[int]:
    """After which of the days of work the member is dropped."""
    if not rules.drop_gap or rules.drops < 1:
        return frozenset()
    long = [
        at
        for at in range(len(worked) - 1)
        if (worked[at + 1] - worked[at]).days - 1 >= rules.drop_gap
    ]
    return frozenset(long[: rules.drops])


_WORK: Final[Mapping[tuple[bool, bool, bool, bool], Code]] = {
    # first, last, dropped after, picked up on it
    (False, False, False, False): Code.WORK,
    (True, False, False, False): Code.START,
    (False, True, False, False): Code.FINISH,
    (True, True, False, False): Code.START_FINISH,
    (False, False, True, False): Code.DROP,
    (True, False, True, False): Code.START_DROP,
    (False, False, False, True): Code.PICK_UP,
    (False, True, False, True): Code.PICK_UP_FINISH,
    (False, False, True, True): Code.PICK_UP_DROP,
}


def _work_code(*, first: bool, last: bool, drop: bool, pick_up: bool) -> Code:
    return _WORK[first, last, drop, pick_up]


def _between(
    cast: str,
    day: dt.date,
    schedule: Board,
    worked: Sequence[dt.date],
    gaps: AbstractSet[dt.date],
    *,
    hold: bool,
) -> Code | None:
    """What a day without work is to a cast member."""
    own = schedule.events.get((day, cast))
    if own is not None:
        return own
    if not worked or not worked[0] < day < worked[-1]:
        return None
    before = worked[bisect_left(worked, day) - 1]
    if before in gaps:
        return None
    everyone = schedule.events.get((day, ""))
    if everyone is not None:
        return everyone
    return Code.HOLD if hold and day in schedule.works else None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many days of each kind a cast member has; ``paid`` by the codes that the deal pays."""

    worked: int
    held: int
    travel: int
    rehearsal: int
    fitting: int
    holiday: int
    start: dt.date | None
    finish: dt.date | None
    paid: int


PAID: Final = frozenset({Code.WORK, Code.HOLD})
"""The codes that a deal pays if it does not say: work, and days held."""


def totals(days: Mapping[dt.date, Code], paid: AbstractSet[Code] = PAID) -> Totals:
    """The totals beside a line of a day-out-of-days; ``Code.WORK`` among ``paid`` is all work."""
    count = Counter(days.values())
    return Totals(
        sum(number for code, number in count.items() if code.is_work),
        count[Code.HOLD],
        count[Code.TRAVEL],
        count[Code.REHEARSAL],
        count[Code.FITTING],
        count[Code.HOLIDAY],
        next((day for day, code in days.items() if code in _STARTS), None),
        next((day for day, code in days.items() if code in _FINISHES), None),
        sum(
            number
            for code, number in count.items()
            if code in paid or (code.is_work and Code.WORK in paid)
        ),
    )


_STARTS: Final = frozenset(code for code in Code if code.starts)
_FINISHES: Final = frozenset(code for code in Code if code.finishes)
