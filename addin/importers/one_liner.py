"""A one-line schedule pasted as text: scenes between day breaks, as scheduling programs print it.

One line a scene: number, INT or EXT, set, day or night, pages, cast ids; the line below is its
synopsis. A column in between may be missing; what cannot be placed is said, with its line.

Source: the layout of one-line schedules of Movie Magic Scheduling, as productions circulate them;
there is no description of it, so what is read is checked against the pages each day break states.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from addin.domain.cast_lists import NoCastList, cast_ids
from addin.domain.eighths import NoPageCount, eighths_of, eighths_text
from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark
from addin.tables.records.schedule import day_break
from addin.text.encoding import text_of

_SCENE: Final = re.compile(
    r"\s*(?:(?:sheet|scs?|scenes?)\b\.?\s*(?:no\.?|\#)?:?\s*)*(?P<scene>[A-Z]{0,3}\d{1,4}[A-Z]{0,3}"
    r"(?:\s*,\s*[A-Z]{0,3}\d{1,4}[A-Z]{0,3})*)\s+"
    r"(?P<inside>INT/EXT|EXT/INT|I/E|INT|EXT)\b\.?\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_PAGES: Final = re.compile(r"(?P<pages>\d+\s+\d/8|\d/8|\d+)\s*(?:pgs?|pages?)\b\.?", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"(?P<pages>\d+\s+\d/8|\d/8|\d+)\s*(?:total\s+)?(?:pgs?|pages?)\b", re.IGNORECASE
)
_LIGHT: Final = re.compile(
    r"(?P<set>.+?)(?:\s{2,}|\t+|\s+-+\s+|\s+)"
    r"(?P<light>DAY|NIGHT|DUSK|DAWN|MORNING|EVENING|AFTERNOON|MAGIC(?: HOUR)?|D|N)\s*$",
    re.IGNORECASE,
)
_BONEYARD: Final = re.compile(r"\W*(?:boneyard|unscheduled)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    remarks: list[Remark] = field(default_factory=list)
    elements: dict[str, Element] = field(default_factory=dict)
    strips: dict[str, Strip] = field(default_factory=dict)
    days: list[ShootDay] = field(default_factory=list)
    boneyard: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    opened: tuple[int, dt.date | None] | None = None
    is_bones: bool = False

    @property
    def held(self) -> list[str]:
        """Where the next strip goes."""
        return self.boneyard if self.is_bones else self.waiting


def knows(head: bytes, file_name: str) -> bool:
    """Whether it is text with a day break and a scene with its pages."""
    del file_name
    text = text_of(head) or ""
    lines = text.splitlines()
    scenes = any(_SCENE.match(line) and _PAGES.search(line) for line in lines)
    return scenes and any(day_break(line.strip()) for line in lines)


def read(content: bytes, file_name: str) -> Imported:
    """Read one pasted schedule.

    Raises:
        ImportRefused: it is no text, or holds no scene.
    """
    text = text_of(content)
    if text is None:
        raise ImportRefused(file_name, "its bytes are not text")
    reading = _Reading()
    for number, line in enumerate(text.splitlines(), 1):
        _line(reading, line, number)
    if reading.opened is not None:
        _close(reading, *reading.opened, "", 0)
    if not any(one.kind is StripKind.SCENE for one in reading.strips.values()):
        raise ImportRefused(
            file_name, "it holds no line such as “12A INT KITCHEN Day 2 3/8 pgs 1, 2”"
        )
    title = file_name.rpartition(".")[0] or file_name
    board = Stripboard(title, tuple(reading.days), tuple(reading.waiting), tuple(reading.boneyard))
    starts = [day.date for day in reading.days if day.date]
    calendar = {title: ShootingCalendar(title, starts[0], frozenset())} if starts else {}
    made = ShootingSchedule(title, reading.strips, reading.elements, (board,), calendar)
    return Imported("one-liner", file_name, schedule=made, remarks=tuple(reading.remarks))


def _line(reading: _Reading, line: str, number: int) -> None:
    scene = _SCENE.match(line)
    told = None if scene else day_break(line.strip())
    if scene is not None:
        reading.held.append(_strip(reading, scene, number))
    elif told is not None:
        reading.is_bones = False
        if told.ends:
            _close(reading, told.day, told.date, line, number)
        elif reading.opened is not None:
            _close(reading, *reading.opened, "", number)
        reading.opened = None if told.ends else (told.day, told.date)
    elif _BONEYARD.match(line):
        reading.is_bones = True
    elif line.strip():
        _describe(reading, line)


def _strip(reading: _Reading, scene: re.Match[str], line: int) -> str:
    rest = scene["rest"].strip()
    pages = _PAGES.search(rest)
    before, after = (rest[: pages.start()], rest[pages.end() :]) if pages else (rest, "")
    lit = _LIGHT.match(before.strip())
    place, light = (lit["set"], lit["light"].upper()) if lit else (before, "")
    if pages is None:
        reading.remarks.append(Remark(f"scene {scene['scene']}: no page count on its line", line))
    needed = [
        _element(reading, Category.INT_EXT, scene["inside"].upper()),
        _element(reading, Category.SET, " ".join(place.strip(" -.").split())),
    ]
    if light:
        needed.append(
            _element(reading, Category.DAY_NIGHT, {"D": "DAY", "N": "NIGHT"}.get(light, light))
        )
    needed += (_element(reading, Category.CAST, one, one) for one in _cast(reading, after, line))
    id = str(len(reading.strips) + 1)  # noqa: A001 - what it is called
    reading.strips[id] = Strip(
        id,
        scene=scene["scene"],
        eighths=_eighths(pages["pages"]) if pages else 0,
        elements=tuple(dict.fromkeys(needed)),
    )
    return id


def _cast(reading: _Reading, text: str, line: int) -> Iterator[str]:
    told = text.strip(" \t:").removeprefix("Cast").strip(" \t:")
    try:
        yield from cast_ids(told) if told else ()
    except NoCastList as error:
        reading.remarks.append(Remark(str(error), line))


def _eighths(text: str) -> int:
    try:
        return eighths_of(" ".join(text.split()))
    except NoPageCount:
        return 0


def _element(reading: _Reading, category: Category, name: str, number: str = "") -> str:
    key = f"{category.value}:{name.upper()}"
    reading.elements.setdefault(key, Element(key, name, category, number))
    return key


def _describe(reading: _Reading, line: str) -> None:
    """A line below a scene is its synopsis; capitals at the margin are a banner."""
    text = " ".join(line.split())
    held = reading.held
    last = reading.strips.get(held[-1]) if held else None
    is_banner = not line[:1].isspace() and text == text.upper()
    is_scene = last is not None and last.kind is StripKind.SCENE
    if last is not None and is_scene and not last.description and not is_banner:
        reading.strips[last.id] = replace(last, description=text)
    elif reading.strips:
        id = str(len(reading.strips) + 1)  # noqa: A001 - what it is called
        reading.strips[id] = Strip(id, StripKind.BANNER, description=text)
        held.append(id)


def _close(reading: _Reading, day: int, date: dt.date | None, text: str, line: int) -> None:
    """A day ends: its strips, and whether the pages that the break states are those read."""
    reading.days.append(ShootDay(day, tuple(reading.waiting), date))
    found = sum(reading.strips[one].eighths for one in reading.waiting)
    stated = _TOTAL.search(text)
    if stated and _eighths(stated["pages"]) != found:
        reading.remarks.append(
            Remark(
                f"day {day} states {stated['pages']} pages, its scenes add up to"
                f" {eighths_text(found)}",
                line,
            )
        )
    reading.waiting = []


ONE_LINER: Final = Importer(
    "one-liner", "One-line schedule, pasted as text", (".txt",), knows, read
)
