"""Calendars (``.ics``): events with their days, places and people; repeated ones written out.

Read by the icalendar library. An event that repeats for ever is written out for a year after its
first day, and a remark says so.

Source: RFC 5545.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from addin.errors import ImportRefused
from addin.importers.importer import Imported, ImportedTable, Importer, Remark
from addin.tables.table import Role, Value

if TYPE_CHECKING:
    from icalendar import Calendar

HEADINGS: Final = (
    "Event",
    "Start",
    "End",
    "Location",
    "Status",
    "Notes",
    "People",
    "Calendar",
    "UID",
)
FOR_EVER: Final = dt.timedelta(days=366)
_MOST_EVENTS: Final = 20_000


def knows(head: bytes, file_name: str) -> bool:
    """Whether a calendar begins here."""
    del file_name
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


def read(content: bytes, file_name: str) -> Imported:
    """Read one file; it may hold several calendars.

    Raises:
        ImportRefused: it is no calendar, or broken where its events are.
    """
    from icalendar import Calendar  # noqa: PLC0415 - a tenth of a second

    text = content.lstrip(b"\xef\xbb\xbf")
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except Exception as error:  # noqa: BLE001 - the library raises what it meets in hostile bytes
        raise ImportRefused(file_name, f"it is no calendar: {error}"[:300]) from None
    remarks: list[Remark] = []
    rows = [row for one in calendars for row in _rows(one, remarks)]
    if not calendars:
        raise ImportRefused(file_name, "it holds no calendar")
    rows.sort(key=lambda row: (str(row[1]), str(row[0])))
    fields = {"description": 0, "start": 1, "end": 2, "location": 3, "status": 4}
    table = ImportedTable(
        file_name.rpartition(".")[0] or file_name,
        Role.SCHEDULE,
        HEADINGS,
        tuple(rows[:_MOST_EVENTS]),
        fields,
        id_field="UID",
    )
    if len(rows) > _MOST_EVENTS:
        remarks.append(Remark(f"only the first {_MOST_EVENTS} of {len(rows)} events were read"))
    return Imported("icalendar", file_name, (table,), remarks=tuple(remarks))


def _rows(calendar: Calendar, remarks: list[Remark]) -> Iterator[tuple[Value, ...]]:
    name = str(calendar.get("X-WR-CALNAME", ""))
    for event in calendar.walk("VEVENT"):
        what = str(event.get("SUMMARY", "")) or "an event without a name"
        if event.errors:
            remarks.append(
                Remark(f"{what}: {'; '.join(f'{a}: {b}' for a, b in event.errors)}"[:300])
            )
        if event.get("DTSTART") is None:
            remarks.append(Remark(f"{what}: it has no start and was left out"))
            continue
        yield from _written_out(calendar, event, what, name, remarks)


def _written_out(
    calendar: Calendar, event: Any, what: str, name: str, remarks: list[Remark]
) -> Iterator[tuple[Value, ...]]:
    """One row for each time that an event takes place."""
    first = _date(event, "DTSTART")
    if first is None:
        remarks.append(Remark(f"{what}: its start is no date and it was left out"))
        return
    times: Sequence[Any] = [event]
    if any(event.get(key) is not None for key in ("RRULE", "RDATE")):
        try:
            times = _repeated(calendar, event, first, what, remarks)
        except Exception as error:  # noqa: BLE001 - as above; the first time is still good
            remarks.append(
                Remark(f"{what}: how it repeats cannot be read, kept once ({error})"[:300])
            )
    yield from (_row(one, what, name) for one in times)


def _repeated(
    calendar: Calendar, event: Any, first: dt.date, what: str, remarks: list[Remark]
) -> Sequence[Any]:
    import recurring_ical_events  # noqa: PLC0415 - few calendars repeat
    from icalendar import Calendar as Fresh  # noqa: PLC0415 - as above

    alone = Fresh()
    for zone in calendar.walk("VTIMEZONE"):
        alone.add_component(zone)
    alone.add_component(event)
    rules = event.get("RRULE", {})
    ends = isinstance(rules, dict) and ("COUNT" in rules or "UNTIL" in rules)
    if rules and not ends:
        remarks.append(Remark(f"{what}: repeats without end, written out for one year"))
    day = first.date() if isinstance(first, dt.datetime) else first
    last = day + (FOR_EVER * 10 if ends or not rules else FOR_EVER)
    found: Sequence[Any] = recurring_ical_events.of(alone).between(day, last)
    return found[:_MOST_EVENTS]


def _row(event: Any, what: str, calendar: str) -> tuple[Value, ...]:
    start, end = _date(event, "DTSTART"), _date(event, "DTEND")
    lasts = _decoded(event, "DURATION")
    if start is not None and end is None and isinstance(lasts, dt.timedelta):
        end = _after(start, lasts)
    if _is_day(start) and _is_day(end) and end > start:
        end -= dt.timedelta(days=1)  # an end without a time is the day after
    people = event.get("ATTENDEE", [])
    named = people if isinstance(people, list) else [people]
    return (
        what,
        _local(start),
        _local(end),
        _text(event, "LOCATION"),
        _text(event, "STATUS"),
        _text(event, "DESCRIPTION"),
        ", ".join(_person(one) for one in named),
        calendar,
        _text(event, "UID"),
    )


def _decoded(event: Any, key: str) -> object:
    """What a property says; of several, the first; None where it cannot be read."""
    try:
        told = event.decoded(key, None)
    except Exception:  # noqa: BLE001 - as above
        return None
    return told[0] if isinstance(told, list) and told else told


def _date(event: Any, key: str) -> dt.date | None:
    told = _decoded(event, key)
    return told if isinstance(told, dt.date) else None


def _is_day(moment: dt.date | None) -> TypeGuard[dt.date]:
    return moment is not None and not isinstance(moment, dt.datetime)


def _after(start: dt.date, lasts: dt.timedelta) -> dt.date | None:
    try:
        return start + lasts
    except OverflowError:
        return None


def _local(moment: dt.date | None) -> Value:
    """The time on the wall where it happens; a cell knows no zones."""
    return moment.replace(tzinfo=None) if isinstance(moment, dt.datetime) else moment


def _person(address: Any) -> str:
    return str(getattr(address, "params", {}).get("CN", "")) or str(address).partition(":")[2]


def _text(event: Any, key: str) -> str:
    told = event.get(key)
    if told is None:
        return ""
    return " ".join(map(str, told)) if isinstance(told, list) else str(told)


ICALENDAR: Final = Importer("icalendar", "Calendar (iCalendar)", (".ics", ".ical"), knows, read)
