"""EVT101 to EVT105: run-of-show, venue hire, docks and versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addin.rules.events import (
    dock_slot,
    double_booking,
    outside_hire,
    run_of_show_times,
    version_mismatch,
)
from addin.rules.rule import Workpapers
from tests.rules.trackers import found, papers, real_papers

EVERY = (run_of_show_times, double_booking, outside_hire, dock_slot, version_mismatch)
RUN = """
    Time | Duration | Item | Role | Cue
    18:30 | 30 | Doors | Front of house | Walk-in music
    19:00 | 0:20 | Welcome | Kim Marsh | LX 4
    {} | 40 min | Keynote | Ola Berg | VT 1
    20:00 | 1h 30 | Dinner | Catering | LX 9
    21:30 | | Fireworks | Pyro | Go
    21:30 | 150 | Party | DJ | LX 12
    0:00 | 30 | Last dance | DJ | LX 14
"""


def test_a_run_of_show_that_adds_up_says_nothing():
    """Lengths in minutes, as times and in words; a cue without one; on past midnight."""
    given = papers(Run=RUN.format("19:20"))
    for rule in EVERY:
        assert found(rule, given) == []


def test_an_item_too_early_or_too_late_is_found():
    """Too early takes from the one above; too late leaves a hole."""
    assert found(run_of_show_times, papers(Run=RUN.format("19:15"))) == [
        ("Keynote begins at 19:15, 5 minutes before Welcome is over (19:20).", ["A4", "A3", "B3"]),
        ("Dinner begins at 20:00, 5 minutes after Keynote is over (19:55).", ["A5", "A4", "B4"]),
    ]


def test_an_item_of_unknown_length_breaks_the_chain():
    """Somebody wrote tbc: what follows may begin at any time."""
    tbc = RUN.format("19:20").replace("40 min", "tbc")
    assert found(run_of_show_times, papers(Run=tbc)) == []


def test_a_programme_with_breaks_that_nobody_lists_is_left_alone():
    """Most items leave a gap: it is no run-of-show."""
    talks = """
        Time | Duration | Session | Speaker
        09:00 | 45 | Opening | Kim
        10:00 | 45 | Colour | Ola
        11:00 | 45 | Sound | Jo
    """
    assert found(run_of_show_times, papers(Talks=talks)) == []


ROOMS = """
    Date | Start | End | Session | Room | Speaker
    2026-05-04 | 10:00 | 11:30 | Workshop | Room B | Kim
    2026-05-04 | 10:00 | 11:00 | Panel | Room A | Ola, Jo
    2026-05-04 | {} | 12:30 | Rehearsal | {} | {}
    2026-05-05 | 10:00 | 11:00 | Workshop 2 | Room B | Kim
"""


def test_a_room_and_a_person_needed_twice_are_found():
    """In one room; in two rooms; the next day is another day."""
    assert found(double_booking, papers(Plan=ROOMS.format("11:30", "Room B", "Kim"))) == []
    (room,) = found(double_booking, papers(Plan=ROOMS.format("11:15", "Room B", "Di")))
    assert room == (
        (
            "Room B is needed for Workshop until Mon 4 May 11:30 and for Rehearsal from Mon 4 May"
            " 11:15: 15 minutes at once."
        ),
        ["E4", "B4", "E2", "B2"],
    )
    (person,) = found(double_booking, papers(Plan=ROOMS.format("10:30", "Room C", "jo")))
    assert "is needed for Panel" in person[0]
    assert person[1] == ["F4", "B4", "F3", "B3"]
    assert found(double_booking, papers(Plan=ROOMS.format("10:30", "Room C", "All"))) == []


HIRE = """
    Venue | Hire start | Hire end
    Grand Hall | 2026-05-04 07:00 | 2026-05-05 02:00
"""
LOADS = """
    Vendor | Date | Load in | Load out
    Northlight | 2026-05-04 | {} | 23:30
    Harbor Catering | 2026-05-04 | 10:30 | {}
"""


def test_load_in_before_and_load_out_after_the_hire_are_found():
    """Past midnight is still in it; half an hour before access is not."""
    right = papers(Hire=HIRE, Deliveries=LOADS.format("07:00", "01:30"))
    assert found(outside_hire, right) == []
    early, late = found(outside_hire, papers(Hire=HIRE, Deliveries=LOADS.format("06:30", "02:15")))
    assert early == (
        (
            "Northlight, Mon 4 May 06:30 to Mon 4 May 23:30, lies outside the hire of Grand Hall: Mon 4"
            " May 07:00 to Tue 5 May 02:00."
        ),
        ["C2", "D2", "B2", "C2"],
    )
    assert late[0].startswith("Harbor Catering, Mon 4 May 10:30 to Tue 5 May 02:15")


DOCKS = """
    Dock | Vendor | Date | Slot start | Slot end
    Dock 1 | Northlight | 2026-05-04 | 07:00 | 09:00
    Dock 1 | Harbor Catering | 2026-05-04 | {} | 11:00
"""


def test_an_arrival_outside_its_slot_and_two_on_one_dock_are_found():
    """Each with both cells; a vendor without a slot is a note."""
    loads = LOADS.format("07:30", "22:00")
    assert found(dock_slot, papers(Docks=DOCKS.format("10:00"), Deliveries=loads)) == []
    (outside,) = found(
        dock_slot, papers(Docks=DOCKS.format("10:00"), Deliveries=loads.replace("10:30", "11:45"))
    )
    assert outside == (
        (
            "Harbor Catering arrives Mon 4 May 11:45; its slot at Dock 1 is from Mon 4 May 10:00 to Mon"
            " 4 May 11:00."
        ),
        ["C3", "D3", "E3"],
    )
    (shared,) = found(dock_slot, papers(Docks=DOCKS.format("08:30"), Deliveries=loads))
    assert shared[0].startswith("Dock 1 is given to Northlight until Mon 4 May 09:00 and to Harbor")
    more = loads.rstrip() + "\n    Quay Florists | 2026-05-04 | 12:00 | 13:00\n"
    (without,) = found(dock_slot, papers(Docks=DOCKS.format("10:00"), Deliveries=more))
    assert without[0] == "Quay Florists arrives Mon 4 May 12:00 and has no dock slot."


def test_arrivals_beside_their_dock_are_the_slots():
    """One list says who arrives where and when; who needs no dock is left out."""
    vendors = """
        Vendor | Contact | Dock | Arrives | Leaves
        Quay Halls | Pat | | |
        Clear Signal | Dev | 1 | 05:30 | {}
        Fold and Frame | Iris | 2 | 05:30 | 06:45
        Green Table | Mo | 1 | 07:00 | 08:00
    """
    assert found(dock_slot, papers(Vendors=vendors.format("07:00"))) == []
    (one,) = found(dock_slot, papers(Vendors=vendors.format("07:15")))
    assert one == (
        "1 is given to Clear Signal until 07:15 and to Green Table from 07:00.",
        ["D5", "E3"],
    )


def test_a_calendar_of_phases_is_no_run_of_show():
    """Two phases at one place on the same days are no double booking."""
    phases = """
        Phase | Activity | From | To | Location
        Prep | Recce | 2026-01-05 | 2026-01-23 | Office
        Prep | Casting | 2026-01-12 | 2026-02-13 | Office
    """
    assert found(double_booking, papers(Phases=phases)) == []


def named(given: Workpapers, name: str) -> Workpapers:
    """The same in a workbook of another name."""
    (one,) = given.books
    return Workpapers(
        books=(replace(one, name=name),),
        tables=tuple(replace(table, book=name) for table in given.tables),
    )


def test_a_sheet_that_says_another_version_than_its_workbook_is_found():
    """Version 4 in the workbook v5; v5 in v5 is fine; a time is no version."""
    titled = "Gala run of show, version {}\n" + RUN.format("19:20")
    right = named(papers(Run=titled.format(5)), "Gala v5.xlsx")
    assert found(version_mismatch, right) == []
    wrong = named(papers(Run=titled.format(4)), "Gala v5.xlsx")
    (one,) = found(version_mismatch, wrong)
    assert "2 versions of itself" in one[0]
    assert one[1][0] == "A1"


def test_a_version_beside_its_label_is_read():
    """*Version* in one cell, 4 in another; a list of changes is none."""
    titled = "Version | | 4, 2026-09-14 |\n | | |\n" + RUN.format("19:20").strip("\n")
    titled = "\n".join(line.strip() for line in titled.splitlines())
    assert found(version_mismatch, named(papers(Run=titled), "Gala v4.xlsx")) == []
    (one,) = found(version_mismatch, named(papers(Run=titled), "Gala v5.xlsx"))
    assert one[1][0] == "A1"


def test_two_versions_of_one_run_of_show_are_found_unless_one_is_called_old():
    """Half of the team works from the older one."""
    drawn = RUN.format("19:20")
    both = papers(Gala_v4=drawn, Gala_v5=drawn)
    (one,) = found(version_mismatch, both)
    assert one[0] == (
        "There are versions 4 and 5 of one run-of-show: Book.xlsx!Gala v4 (4), Book.xlsx!Gala v5"
        " (5)."
    )
    assert found(version_mismatch, papers(Gala_v4_old=drawn, Gala_v5=drawn)) == []


@pytest.mark.real
def test_schedules_of_real_events_say_nothing_wrong(real: Path):
    """A two-day event's money and the templates for events: none is a broken run-of-show."""
    files = [*(real / "stem-event").glob("*.xlsx")]
    files += [f for f in (real / "ms-excel-templates").glob("*.xlsx") if "vent" in f.name]
    assert len(files) >= 4
    for file in files:
        for rule in EVERY:
            assert found(rule, real_papers(file)) == [], (file.name, rule.CODE)
