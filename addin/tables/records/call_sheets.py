"""Call sheets as records: those that Build Call Sheet writes, and others laid out like them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from addin.domain.cast_lists import NoCastList, one_id
from addin.domain.clock import When
from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.issued_call_sheet import CalledPart, CalledPerson, CalledScene, IssuedCallSheet
from addin.domain.source import Source
from addin.tables.cells import to_code
from addin.tables.clock_cells import to_when
from addin.tables.records.form_lists import FormList, beside, date_in, labelled, lists
from addin.tables.records.schedule import cast_ids_of
from addin.tables.table import Sheet, Value, column_letters

_NAME: Final = re.compile(r"call\s*sheet", re.IGNORECASE)
_DAY: Final = re.compile(r"\bday\s*(?:no\.?|#|:)?\s*(\d{1,3})\b", re.IGNORECASE)
_ROWS_OF_HEAD: Final = 12
_SCENES: Final = {
    "scene": frozenset({"scene", "scenes", "sc", "sc #", "scene #", "scene no", "scene number"}),
    "set": frozenset({"set", "set description", "set and description", "scene description"}),
    "pages": frozenset({"pages", "pgs", "page count", "pp"}),
    "cast": frozenset({"cast", "cast #", "cast no", "cast ids", "cast numbers"}),
    "location": frozenset({"location", "locations"}),
}
_CAST: Final = {
    "cast_id": frozenset({"cast no", "cast #", "no", "#", "id", "cast id"}),
    "character": frozenset({"character", "role", "part"}),
    "person": frozenset({"actor", "performer", "artist", "cast", "talent", "cast member"}),
    "status": frozenset({"status", "swf", "code", "w h s f"}),
    "pick_up": frozenset({"pick up", "pickup", "p u", "leave"}),
    "make_up": frozenset({"make up", "makeup", "mu", "m u", "hmu", "make up wardrobe"}),
    "on_set": frozenset({"on set", "set call", "set", "call"}),
}
_CREW: Final = {
    "position": frozenset({"position", "title", "job", "job title"}),
    "person": frozenset({"name", "crew", "crew member"}),
    "call": frozenset({"call", "call time", "in", "time in"}),
}
_GENERAL: Final = frozenset({"general call", "crew call", "general crew call", "unit call"})


def is_call_sheet(sheet: Sheet) -> bool:
    """The sheet is called one."""
    return bool(_NAME.search(sheet.name))


def call_sheet(sheet: Sheet, book: str) -> IssuedCallSheet | None:
    """The call sheet on a sheet; None where it lists neither scenes nor cast."""
    scenes = next(
        lists(sheet, book, _SCENES, (frozenset({"scene"}), frozenset({"pages", "cast"}))), None
    )
    cast = next(
        lists(sheet, book, _CAST, (frozenset({"cast_id"}), frozenset({"character", "person"}))),
        None,
    )
    if scenes is None and cast is None:
        return None
    crew = lists(sheet, book, _CREW, (frozenset({"person"}), frozenset({"call"})))
    parts = cast.heading if cast else 0
    people = [one for found in crew if found.heading != parts for one in _people(found)]
    date, source = _date(sheet, book)
    return IssuedCallSheet(
        source,
        date,
        _number(sheet),
        _general(sheet),
        tuple(_scenes(scenes)) if scenes else (),
        tuple(_cast(cast)) if cast else (),
        tuple(people),
    )


def _date(sheet: Sheet, book: str) -> tuple[dt.date | None, Source]:
    for row, cells in enumerate(sheet.rows[:_ROWS_OF_HEAD], 1):
        for column, value in enumerate(cells, 1):
            date = date_in(value)
            if date is not None:
                return date, Source(book, sheet.name, row, {"date": column_letters(column)})
    return None, Source(book, sheet.name, 1, {"date": "A"})


def _number(sheet: Sheet) -> int | None:
    said = [sheet.name]
    said += [x for cells in sheet.rows[:_ROWS_OF_HEAD] for x in cells if isinstance(x, str)]
    found = (_DAY.search(text) for text in said)
    return next((int(match[1]) for match in found if match), None)


def _general(sheet: Sheet) -> When | None:
    for text, row, column in labelled(sheet):
        if text in _GENERAL:
            return to_when(beside(sheet, row, column)[1])
    return None


def _scenes(found: FormList) -> Iterator[CalledScene]:
    for row in found.rows:
        scene = to_code(found.value(row, "scene")).strip()
        if scene:
            yield CalledScene(
                scene,
                found.source(row),
                found.text(row, "set"),
                _eighths(found.value(row, "pages")),
                _ids(found.value(row, "cast")),
                found.text(row, "location"),
            )


def _cast(found: FormList) -> Iterator[CalledPart]:
    for row in found.rows:
        number = one_id(to_code(found.value(row, "cast_id")))
        if number:
            calls = (to_when(found.value(row, name)) for name in ("pick_up", "make_up", "on_set"))
            yield CalledPart(
                number,
                found.source(row),
                found.text(row, "character"),
                found.text(row, "person"),
                found.text(row, "status"),
                next((call for call in calls if call is not None), None),
            )


def _people(found: FormList) -> Iterator[CalledPerson]:
    for row in found.rows:
        person = found.text(row, "person")
        if person:
            yield CalledPerson(
                person,
                found.source(row),
                found.text(row, "position"),
                to_when(found.value(row, "call")),
            )


def _eighths(value: Value) -> int | None:
    if value is None or isinstance(value, bool | dt.time | dt.timedelta):
        return None
    try:
        return eighths_of(value.date() if isinstance(value, dt.datetime) else value)
    except NoPageCount:
        return None


def _ids(value: Value) -> tuple[str, ...]:
    try:
        return cast_ids_of(value) if value is not None else ()
    except NoCastList:
        return ()
