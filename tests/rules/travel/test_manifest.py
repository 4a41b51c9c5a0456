"""TRV101: the travel manifest against the travel days of the day-out-of-days."""

from __future__ import annotations

from dataclasses import replace

from addin.adapters.memory import Memory
from addin.findings import Severity
from addin.jobs.load import load
from addin.rules.rule import Workpapers
from addin.rules.travel import manifest
from addin.settings.model import Settings
from tests.grid import book, grid
from tests.rules.trackers import found

DOOD = """
    Cast no. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | 2026-03-05 | Work | Hold | Total
    1 | ADA | TR | SW | WF | | 2 | | 2
    2 | BEN | | TR | SW | WF | 2 | | 2
    3 | CY | | | SWF | | 1 | | 1
"""
CAST = """
    No. | Character | Actor
    1 | ADA | Kim Marsh
    2 | BEN | Ola Berg
    3 | CY | Bo Chan
"""
TRIPS = """
    Passenger | Travel date | From | To | Flight
    Kim Marsh | 2026-03-02 | London | Oslo | SK 804
    {} | {} | Berlin | Oslo | SK 1676
"""


def given(name: str = "Ola Berg", day: str = "2026-03-03") -> Workpapers:
    """A production with a day-out-of-days, a cast list and two trips."""
    drawn = book(
        grid(DOOD, "DOOD"), grid(CAST, "Cast list"), grid(TRIPS.format(name, day), "Travel")
    )
    loaded = load(Memory(drawn), Settings(), "Show")
    assert len(loaded.production.dood) == 3
    return Workpapers(loaded.production, loaded.books, loaded.tables)


def test_trips_on_travel_days_say_nothing():
    """By the performer's name or the character's, in any case."""
    assert found(manifest, given()) == []
    assert found(manifest, given("ben")) == []


def test_a_travel_day_without_a_trip_is_found():
    """The trip is somebody else's: the cell of the day-out-of-days is named."""
    assert found(manifest, given("A Driver")) == [
        (
            (
                "BEN (Ola Berg) travels on 2026-03-03 in the day-out-of-days; the manifest has no trip"
                " that day."
            ),
            ["D3"],
        )
    ]


def test_a_trip_on_a_day_that_is_none_is_found():
    """The day before: two findings; on a day of work it may be right, and is a note."""
    without, wrong = found(manifest, given(day="2026-03-02"))
    assert "no trip" in without[0]
    assert wrong == (
        "Ola Berg travels on 2026-03-02 by the manifest; in the day-out-of-days that is a day off.",
        ["B3", "C3"],
    )
    (note,) = [one for one in manifest.check(given("Bo Chan", "2026-03-04")) if "Bo" in one.message]
    assert note.severity is Severity.NOTE
    assert "that is a SWF day" in note.message


def test_without_a_manifest_nothing_is_said():
    """Most productions keep it elsewhere."""
    full = given()
    assert found(manifest, replace(full, tables=full.tables[:2])) == []


def test_the_way_back_on_the_same_line_is_a_trip_too():
    """Departs and check-out of one line cover two travel days."""
    full = given()
    dood = DOOD.replace("| TR | SW | WF | |", "| TR | SW | WF | TR |")
    trips = """
        Traveller | Travel From | Travel To | Departs | Check-out
        Kim Marsh | London | Oslo | 2026-03-02 | {}
        Ola Berg | Berlin | Oslo | 2026-03-03 |
    """
    for back, number in (("2026-03-05", 0), ("", 1)):
        drawn = book(
            grid(dood, "DOOD"), grid(CAST, "Cast list"), grid(trips.format(back), "Travel")
        )
        loaded = load(Memory(drawn), Settings(), "Show")
        papers = Workpapers(loaded.production, loaded.books, loaded.tables)
        assert len(found(manifest, papers)) == number
    assert found(manifest, full) == []
