"""The shoot of the sample film: its parts, its strips day by day, and what went wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from addin.domain.schedule_lines import CastLine, StripLine
from addin.jobs.sample.show import FIRST_DAY, SHOOT_STARTS
from addin.jobs.sample.truth import Plan, Spot

WEEKS: Final = 8
FIVE: Final = 5
DAYS: Final = WEEKS * FIVE
CALLED: Final = 17
"""The day whose call sheet is out: the day after the sample is looked at."""
PARTS: Final = (
    "MARA", "TOBIAS", "HARBOUR MASTER", "THE KEEPER", "ELSE", "CONSTABLE", "FERRYMAN", "THE BOY",
)  # fmt: skip
_SCENES: Final = 101
_STRIDE: Final = 37  # a film is not shot in the order of its script
_BLOCKS: Final = (
    # days, location, parts, background, sets
    (8, "Cape light", "14", 0,
     ("INT LIGHTHOUSE - LAMP ROOM", "INT LIGHTHOUSE - STAIRS", "EXT LIGHTHOUSE - GALLERY")),
    (9, "Harbour", "1237", 30,
     ("EXT QUAY", "INT HARBOUR OFFICE", "EXT FERRY LANDING", "INT NET LOFT")),
    (8, "Village", "1256", 22, ("EXT MARKET SQUARE", "INT ELSE'S KITCHEN", "INT POLICE POST")),
    (8, "Stage 2", "278", 0, ("INT FERRY - WHEELHOUSE", "INT FERRY - HOLD")),
    (7, "Coast road", "128", 6, ("EXT COAST ROAD", "EXT DUNES", "EXT CAR - TRAVELLING")),
)  # fmt: skip
_BONEYARD: Final = (("102", "EXT DUNES", "18"), ("103", "EXT COAST ROAD", "12"))
_MOVED: Final = ("102", "103")


@dataclass(slots=True)
class BoardStrip:
    """A strip with what only the sample knows of it; ``key`` is its place among the spots."""

    line: StripLine
    background: int = 0

    @property
    def key(self) -> str:
        """What its cells are known by."""
        part = " again" if self.line.notes == "again" else ""
        return f"strip {self.line.scene}{part}"


@dataclass(slots=True)
class Shoot:
    """The board, and what was made of it: ``called`` as the call sheet has it, ``typed`` by hand.

    ``shown`` are the strips as the board's sheet shows them where a digit was mistyped. ``typed``
    holds what stands in place of what follows from the board: a code, a total, a break's pages.
    """

    strips: list[BoardStrip]
    called: list[StripLine] = field(default_factory=list)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    typed: dict[Spot, object] = field(default_factory=dict)

    def on(self, day: int) -> list[BoardStrip]:
        """The strips of a day, in order."""
        return [one for one in self.strips if one.line.day == day]

    @property
    def days(self) -> range:
        """The numbers of its days."""
        return range(1, 1 + max(one.line.day or 0 for one in self.strips))

    def cast(self) -> Iterator[CastLine]:
        """The parts."""
        return (CastLine(str(at), character=name) for at, name in enumerate(PARTS, 1))


def date_of(day: int) -> dt.date:
    """The date of a shoot day: five a week."""
    weeks, at = divmod(day - 1, FIVE)
    return FIRST_DAY + dt.timedelta(days=7 * (SHOOT_STARTS - 1 + weeks) + at)


def shoot() -> Shoot:
    """Forty days without a mistake; two scenes are left in the boneyard."""
    strips = list(_strips())
    found = Shoot(strips)
    found.called = [one.line for one in found.on(CALLED)]
    return found


def _strips() -> Iterator[BoardStrip]:
    day = at = 0
    for days, location, parts, background, sets in _BLOCKS:
        for in_block in range(days):
            day += 1
            for _ in range(3 if day % 2 else 2):
                scene = 1 + at * _STRIDE % _SCENES
                inside, _, where = sets[at % len(sets)].partition(" ")
                cast = parts[: 2 + (at + in_block) % (len(parts) - 1)]
                line = StripLine(
                    str(scene),
                    eighths=6 + at * 5 % 11,
                    int_ext=inside,
                    set=where,
                    day_night="D" if at % 4 else "N",
                    cast=tuple(cast),
                    day=day,
                    date=date_of(day),
                    location=location,
                )
                yield BoardStrip(line, background if inside == "EXT" else 0)
                at += 1
    for off, name, bones_cast in _BONEYARD:
        inside, _, where = name.partition(" ")
        bones = StripLine(
            off,
            eighths=9,
            int_ext=inside,
            set=where,
            day_night="D",
            cast=tuple(bones_cast),
            location="Coast road",
            is_boneyard=True,
        )
        yield BoardStrip(bones)


def shoot_went_wrong(told: Shoot, plan: Plan) -> None:
    """A revision that reached neither the budget nor the call sheet, and four slips of the hand."""
    _days_added(told, plan)
    _scene_moved(told, plan)
    _scene_twice(told, plan)
    _cast_mistyped(told, plan)
    _typed_over(told, plan)


def _days_added(told: Shoot, plan: Plan) -> None:
    for one in told.strips:
        if one.line.scene in _MOVED:
            day = DAYS + 1 + _MOVED.index(one.line.scene)
            one.line = replace(one.line, is_boneyard=False, day=day, date=date_of(day))
    last = f"strip {_MOVED[-1]}"
    plan.plant(
        "a week of shooting that the budget does not have",
        "E30",
        "SCH401",
        "The board was revised to 42 days, which reach into a ninth week; the budget has 8.",
        ("global Shoot weeks", "value"),
        (last, "date"),
    )


def _scene_moved(told: Shoot, plan: Plan) -> None:
    """A scene of the day that is called changes places with one of the next; the sheet is out."""
    here = told.on(CALLED)[0]
    there = next(one for day in range(CALLED - 4, CALLED) for one in told.on(day)
                 if one.line.cast == here.line.cast)  # fmt: skip
    at, other = told.strips.index(here), told.strips.index(there)
    here.line, there.line = (
        replace(here.line, day=there.line.day, date=there.line.date),
        replace(there.line, day=here.line.day, date=here.line.date),
    )
    told.strips[at], told.strips[other] = there, here
    plan.plant(
        "call sheet is stale",
        "E30",
        "SCH501",
        f"Scene {here.line.scene} was moved after the call sheet of day {CALLED} was made.",
        (f"call {here.line.scene}", "scene"),
        (there.key, "scene"),
        follows=((here.key, "scene"),),
    )


def _scene_twice(told: Shoot, plan: Plan) -> None:
    first = told.on(27)[0]
    again = BoardStrip(
        replace(first.line, day=31, date=date_of(31), notes="again"), first.background
    )
    told.strips.insert(told.strips.index(told.on(31)[-1]) + 1, again)
    plan.plant(
        "scene on the board twice",
        "E30",
        "SCH301",
        f"Scene {first.line.scene} stands on day 27 and on day 31.",
        (first.key, "scene"),
        (again.key, "scene"),
    )


def _cast_mistyped(told: Shoot, plan: Plan) -> None:
    one = next(x for x in told.on(4) if "4" in x.line.cast)
    told.shown[one.key] = tuple("14" if part == "4" else part for part in one.line.cast)
    plan.plant(
        "cast number that no list has",
        "E30",
        "SCH308 SCH312",
        f"Scene {one.line.scene} names cast 14; it is 4.",
        (one.key, "cast"),
    )


def _typed_over(told: Shoot, plan: Plan) -> None:
    """Codes, totals and breaks that were typed, where they follow from the board."""
    day = next(x for x in told.days if any("7" in one.line.cast for one in told.on(x))
               and x != CALLED and x > 10)  # fmt: skip
    told.typed["dood 7", str(day)] = None
    plan.plant(
        "day-out-of-days differs from the board",
        "E30",
        "SCH310",
        f"Cast 7 works on day {day}; the day-out-of-days is blank.",
        ("dood 7", str(day)),
        follows=(("dood 7", "worked"), ("dood 7", "total")),
    )
    told.typed["dood 4", "worked"] = 11
    plan.plant(
        "total of the day-out-of-days",
        "E06",
        "SCH311 STR101",
        "Cast 4 has 11 days of work by a typed total.",
        ("dood 4", "worked"),
        follows=(("dood 4", "total"),),
    )
    told.typed["break 22", "pages"] = 33
    plan.plant(
        "pages of a day break",
        "E06",
        "SCH302",
        "The break of day 22 says 4 1/8 pages.",
        ("break 22", "pages"),
    )
