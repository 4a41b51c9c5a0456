"""Universal Schedule Standard (``.uss``): breakdowns, elements, stripboards, calendars as JSON.

Tolerant where the standard's own sample departs from its text: ``breakdownArrays`` for
``breakdownIds``, ``doodDayCount`` for ``dropDayCount``, type ``strip`` for ``scene``, dates that
end in ``+0000``, holidays as events named so.

Source: Universal Schedule Standard 1.0.0, its documentation and its full sample.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from addin.domain.day_out_of_days import Code, HoldRules
from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.stripboard import (
    CalendarEvent,
    Category,
    DatedEvent,
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

ROOT: Final = "universalScheduleStandard"
_CODES: Final = {
    "travel": Code.TRAVEL,
    "doodtravel": Code.TRAVEL,
    "rehearsal": Code.REHEARSAL,
    "fitting": Code.FITTING,
    "hold": Code.HOLD,
    "holiday": Code.HOLIDAY,
}
_EVENTS: Final = {
    "holiday": CalendarEvent.HOLIDAY,
    "travel": CalendarEvent.TRAVEL,
    "move": CalendarEvent.MOVE,
    "companymove": CalendarEvent.MOVE,
    "wrap": CalendarEvent.WRAP,
    "prep": CalendarEvent.PREP,
}
_MINUTE: Final = 60_000  # milliseconds
_NAMED: Final = {one.value: one for one in Category}

Thing = Mapping[str, Any]


def knows(head: bytes, file_name: str) -> bool:
    """Whether the root of the JSON is that of the standard."""
    del file_name
    return ROOT.encode() in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(content: bytes, file_name: str) -> Imported:
    """Read one file.

    Raises:
        ImportRefused: it is no JSON, or not of this standard.
    """
    reading = _Reading(file_name)
    schedule = reading.schedule(_root(content, file_name))
    return Imported("uss", file_name, schedule=schedule, remarks=tuple(reading.remarks))


def _root(content: bytes, file_name: str) -> Thing:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRefused(file_name, f"it is not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ImportRefused(file_name, f"line {error.lineno}: {error.msg}") from None
    except (RecursionError, ValueError):  # nested, or numbers, beyond any schedule
        raise ImportRefused(file_name, "it is no schedule: nested or numbered too deep") from None
    root = told.get(ROOT) if isinstance(told, dict) else None
    if not isinstance(root, dict):
        raise ImportRefused(file_name, f"there is no “{ROOT}” in it")
    return root


class _Reading:
    """One file being read; ``remarks`` gathers what was not used."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.remarks: list[Remark] = []

    def schedule(self, root: Thing) -> ShootingSchedule:
        categories = {_text(one, "id"): one for one in self._things(root, "categories")}
        elements = dict(self._elements(root, categories))
        strips = dict(self._strips(root, elements))
        calendars = {
            _text(one, "id"): self._calendar(one) for one in self._things(root, "calendars")
        }
        boards: list[Stripboard] = []
        used: dict[str, ShootingCalendar] = {}
        for told in self._things(root, "stripboards"):
            board = self._board(told, strips)
            boards.append(board)
            calendar = calendars.get(_text(told, "calendar"))
            if calendar is not None:
                used[board.name] = calendar
        return ShootingSchedule(
            _text(root, "name") or self.file_name,
            strips,
            elements,
            tuple(boards),
            used,
            revision=_revision(root, "sched"),
            script_revision=_revision(root, "script"),
            production=_text(root, "project"),
            source=_text(root, "source"),
        )

    def _things(self, told: Thing, key: str) -> Iterator[Thing]:
        listed = told.get(key)
        if listed is None:
            return
        if not isinstance(listed, list):
            self._remark(f"“{key}” is no list and was not read")
            return
        for at, one in enumerate(listed, 1):
            if isinstance(one, dict):
                yield one
            else:
                self._remark(f"entry {at} of “{key}” is no object and was not read")

    def _elements(
        self, root: Thing, categories: Mapping[str, Thing]
    ) -> Iterator[tuple[str, Element]]:
        for told in self._things(root, "elements"):
            category = categories.get(_text(told, "category"), {})
            number = category.get("ucid")
            known = _NAMED.get(number) if isinstance(number, int) else None
            yield (
                _text(told, "id"),
                Element(
                    _text(told, "id"),
                    _text(told, "name"),
                    known if known is not None else Category.OWN,
                    _text(told, "elementId"),
                    _text(category, "name"),
                    in_dood=told.get("isDood") is not False,
                    hold=_hold(told),
                    days_off=self._week(told),
                    events=tuple(self._codes(told)),
                    linked=tuple(map(str, _listed(told, "linkedElements"))),
                ),
            )

    def _strips(self, root: Thing, elements: Mapping[str, Element]) -> Iterator[tuple[str, Strip]]:
        for told in self._things(root, "breakdowns"):
            is_banner = _text(told, "type").casefold() == "banner"
            needed = tuple(map(str, _listed(told, "elements")))
            lost = [one for one in needed if one not in elements]
            scene = _text(told, "scene")
            if lost:
                self._remark(f"scene {scene or '?'} names {len(lost)} elements that are not listed")
            yield (
                _text(told, "id"),
                Strip(
                    _text(told, "id"),
                    StripKind.BANNER if is_banner else StripKind.SCENE,
                    scene,
                    self._eighths(told.get("pages"), scene),
                    _text(told, "bannerText" if is_banner else "description"),
                    _text(told, "scriptPage"),
                    _minutes(told.get("duration")),
                    _text(told, "comments"),
                    tuple(one for one in needed if one in elements),
                ),
            )

    def _eighths(self, pages: object, scene: str) -> int:
        if not _is_number(pages):
            return 0
        try:
            return eighths_of(Decimal(str(pages)))
        except NoPageCount:
            self._remark(
                f"scene {scene or '?'}: {pages} pages is no page count in eighths; read as none"
            )
            return 0

    def _board(self, told: Thing, strips: Mapping[str, Strip]) -> Stripboard:
        name = _text(told, "name")
        days: list[ShootDay] = []
        loose: list[str] = []
        boneyard: list[str] = []
        for board in self._things(told, "boards"):
            items = _listed(board, "breakdownIds") or _listed(board, "breakdownArrays")
            if _text(board, "name").casefold() == "boneyard":
                boneyard += _flat(items)
                continue
            waiting: list[str] = []  # banners before a day belong to it
            for item in items:
                if isinstance(item, list):
                    days.append(ShootDay(len(days) + 1, (*waiting, *map(str, item))))
                    waiting = []
                elif _is_banner(strips.get(str(item))) and any(
                    isinstance(one, list) for one in items
                ):
                    waiting.append(str(item))
                else:
                    loose.append(str(item))
            loose += waiting
        made = Stripboard(name, tuple(days), tuple(loose), tuple(boneyard))
        unknown = [one for one in made.strips if one not in strips]
        if unknown:
            self._remark(f"the board “{name}” holds {len(unknown)} strips that are not in the file")
        return made

    def _calendar(self, told: Thing) -> ShootingCalendar:
        start: dt.date | None = None
        events: list[DatedEvent] = []
        for event in self._things(told, "events"):
            date = self._date(event)
            kind, name = _text(event, "type").casefold(), _text(event, "name")
            if date is None:
                continue
            if kind == "start":
                start = date
            elif kind == "dayoff":
                is_holiday = name.casefold() == "holiday"
                meant = CalendarEvent.HOLIDAY if is_holiday else CalendarEvent.DAY_OFF
                events.append(DatedEvent(date, meant, name))
            elif name.casefold() == "doodtravel":  # lies over the cast, not over the company
                self._remark(f"{date}: “{name}” is kept as a note of the calendar")
                events.append(DatedEvent(date, CalendarEvent.OTHER, name))
            else:
                meant = _EVENTS.get(name.casefold(), CalendarEvent.OTHER)
                events.append(DatedEvent(date, meant, name))
        return ShootingCalendar(_text(told, "name"), start, self._week(told), tuple(events))

    def _codes(self, told: Thing) -> Iterator[tuple[dt.date, Code]]:
        for event in self._things(told, "events"):
            date, name = self._date(event), _text(event, "name").casefold()
            code = _CODES.get(name)
            if date is not None and code is not None:
                yield date, code
            elif date is not None:
                self._remark(
                    f"{_text(told, 'name')}, {date}: “{name}” has no code in a day-out-of-days"
                )

    def _week(self, told: Thing) -> frozenset[int]:
        """Days of the week: theirs begin with Sunday, ours with Monday."""
        given = _listed(told, "daysOff")
        days = [day for day in given if isinstance(day, int) and 0 <= day < 7]
        if len(days) < len(given):
            self._remark(
                f"“{_text(told, 'name')}”: a day off that is no day of the week was left out"
            )
        return frozenset((day - 1) % 7 for day in days)

    def _date(self, event: Thing) -> dt.date | None:
        text = _text(event, "date")
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            self._remark(f"“{text}” is no date; its event was left out")
            return None

    def _remark(self, text: str) -> None:
        self.remarks.append(Remark(text))


def _hold(told: Thing) -> HoldRules:
    days = told.get("dropDayCount", told.get("doodDayCount"))
    drops = told.get("isDrop") is not False and isinstance(days, int) and days > 0
    return HoldRules(told.get("isHold") is not False, days if drops else None)


def _revision(root: Thing, of: str) -> str:
    parts = (_text(root, f"{of}Color"), _text(root, f"{of}Date")[:10])
    return " ".join(part for part in parts if part)


def _flat(items: Sequence[Any]) -> list[str]:
    return [str(one) for item in items for one in (item if isinstance(item, list) else [item])]


def _is_banner(strip: Strip | None) -> bool:
    return strip is not None and strip.kind is StripKind.BANNER


def _listed(told: Thing, key: str) -> list[Any]:
    listed = told.get(key)
    return listed if isinstance(listed, list) else []


def _minutes(milliseconds: object) -> int | None:
    return round(float(str(milliseconds)) / _MINUTE) if _is_number(milliseconds) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _text(told: Thing, key: str) -> str:
    value = told.get(key)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


USS: Final = Importer("uss", "Universal Schedule Standard", (".uss",), knows, read)
