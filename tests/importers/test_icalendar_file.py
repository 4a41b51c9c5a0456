"""Calendars: real ones, a third of them broken on purpose, and the traps of the format."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.errors import ImportRefused
from addin.importers.icalendar_file import HEADINGS, ICALENDAR
from addin.importers.importer import Imported


def _calendar(*lines: str) -> Imported:
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""))
    return ICALENDAR.read(text.encode(), "a.ics")


def _event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT")


def _days(imported: Imported) -> list[object]:
    return [row[HEADINGS.index("Start")] for row in imported.tables[0].rows]


def test_a_whole_day_ends_on_its_last_day() -> None:
    """An end without a time is the day after, as the standard has it; a cell shows the last day."""
    imported = _calendar(
        *_event("SUMMARY:Holiday", "DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260503")
    )
    row = dict(zip(HEADINGS, imported.tables[0].rows[0], strict=True))
    assert (row["Start"], row["End"]) == (dt.date(2026, 5, 1), dt.date(2026, 5, 2))


def test_a_repeated_event_is_written_out_without_the_days_it_skips() -> None:
    """Four Mondays less the one that is cancelled."""
    imported = _calendar(
        *_event(
            "SUMMARY:Production meeting",
            "DTSTART:20260302T090000",
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE:20260309T090000",
        )
    )
    assert _days(imported) == [dt.datetime(2026, 3, day, 9) for day in (2, 16, 23)]


def test_what_repeats_for_ever_is_written_out_for_a_year_and_said() -> None:
    """An endless rule ends after a year, in a remark that says so."""
    imported = _calendar(*_event("SUMMARY:Pay day", "DTSTART:20260306T120000", "RRULE:FREQ=WEEKLY"))
    assert len(_days(imported)) == 53
    assert "one year" in imported.remarks[0].text


def test_an_event_that_cannot_be_read_does_not_hide_the_others() -> None:
    """A broken date is left out with a remark that names the event."""
    imported = _calendar(
        *_event("SUMMARY:Recce", "DTSTART:INVALID"),
        *_event("SUMMARY:Fitting", "DTSTART:20260302T090000"),
    )
    assert _days(imported) == [dt.datetime(2026, 3, 2, 9)]
    assert any("Recce" in one.text for one in imported.remarks)


@pytest.mark.real
def test_real_calendars_are_read_or_refused_by_name(real: Path) -> None:
    """Of the forty files, four are refused; the others give what they hold."""
    refused, events = [], 0
    for file in sorted((real / "icalendar").rglob("*.ics")):
        try:
            events += len(ICALENDAR.read(file.read_bytes(), file.name).tables[0].rows)
        except ImportRefused as error:
            refused.append(error.path)
    assert refused == [
        "big_bad_calendar.ics",
        "fuzz_testcase_vtimezone_lone_cr.ics",
        "parsing_error_in_UTC_offset.ics",
        "small_bad_calendar.ics",
    ]
    assert events > 100
