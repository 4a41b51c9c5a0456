"""SCH701 to SCH706: people, stages, permits, contracts, rentals and assets against their use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from addin.findings import Finding, Severity
from addin.rules.registers import Kind, entries, same_thing
from addin.rules.rule import Workpapers
from addin.rules.schedule import (
    booked_twice,
    dates_not_covered,
    not_cleared,
    returned_early,
    two_units,
    unavailable,
)
from addin.tables.table import Area, Book, Role, RowKind, Sheet, Table
from tests.grid import grid
from tests.make import cast_line, in_rows, papers, po, strip

BOARD = [
    strip("1", day=1, date="2026-03-02", cast="1", location="House"),
    strip("14", day=2, date="2026-03-12", cast="1 2", location="Union Station"),
    strip("15", day=3, date="2026-03-16", cast="2", location="Union Station"),
]
CAST = [
    cast_line("1", "Anna", performer="Ida Berg"),
    cast_line("2", "Ben", performer="Ben Kurz"),
]


def _table(sheet: Sheet) -> Table:
    rows, width = len(sheet.rows), sheet.width
    headings = {c: str(sheet.value(1, c) or "") for c in range(1, width + 1)}
    kinds = dict.fromkeys(range(2, rows + 1), RowKind.BODY)
    return Table("Show.xlsx", sheet.name, Area(1, 1, rows, width), (1,), headings, kinds)


def found(rule: Any, text: str, name: str, today: str = "", **more: Any) -> list[Finding]:
    """What a rule says of a register beside the board."""
    sheet = grid(text, name)
    given = papers(today=today, **{"strips": BOARD, "cast": CAST, **more})
    return list(
        rule.check(
            Workpapers(
                given.production,
                (Book("Show.xlsx", (sheet,)),),
                (_table(sheet),),
                given.options,
            )
        )
    )


PERMITS = """
    Location | Permit no. | Valid from | Valid to | Status
    Union Station | 77-1 | 2026-03-10 | {to} | {status}
    City Park | 77-2 | 2026-01-01 | 2026-01-02 | issued
"""


def permits(to: str, status: str = "issued", **more: Any) -> list[Finding]:
    """The permit of the station until a day."""
    text = PERMITS.format(to=to, status=status)
    return found(dates_not_covered, text, "Permits", **more)


def test_a_permit_that_covers_every_day_is_fine():
    """The last day counts; a location that nobody shoots in does not."""
    assert not permits("2026-03-16")


def test_a_permit_that_ends_before_the_last_day_is_found():
    """Its end, and the strips of the days without it."""
    (finding,) = permits("2026-03-13")

    assert "Mon 16 March 2026" in finding.message
    assert [(p.sheet, p.cell) for p in finding.places] == [("Permits", "D2"), ("Stripboard", "I4")]


def test_a_permit_that_was_refused_covers_nothing():
    """Both days are bare."""
    (finding,) = permits("2026-03-31", "denied")

    assert "(denied)" in finding.message


def test_two_permits_cover_a_location_together():
    """The second takes over where the first one ends."""
    more = PERMITS + "    Union Station, platform 3 | 77-3 | 2026-03-14 | 2026-03-20 | issued\n"
    assert not found(dates_not_covered, more.format(to="2026-03-13", status="issued"), "Permits")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("union station", "union station platform 3", True),
        ("house", "house", True),
        ("house", "house of cards", False),
        ("", "house", False),
        ("union station", "union stationery", False),
    ],
)
def test_one_name_with_more_behind_it_is_the_same_place(one, other, same):
    """A single word is too little to go by."""
    assert same_thing(one, other) is same


def test_a_part_beyond_its_dates_is_found():
    """The cast list's own dates, and a contract register's."""
    late = [CAST[0], cast_line("2", "Ben", performer="Ben Kurz", end="2026-03-13")]
    (finding,) = dates_not_covered.check(papers(strips=BOARD, cast=late))
    contracts = "Actor | Start | End\n    Ben Kurz | 2026-03-01 | 2026-03-13"
    (by_register,) = found(dates_not_covered, contracts, "Contracts")

    assert "Ben Kurz works on Mon 16 March 2026" in finding.message
    assert {place.sheet for place in finding.places} == {"Cast", "Stripboard"}
    assert {place.sheet for place in by_register.places} == {"Contracts", "Stripboard"}
    assert not list(dates_not_covered.check(papers(strips=BOARD, cast=CAST)))


CLEARANCES = """
    Asset | Scene | Status | Expires
    Mural | '14 | {status} | {expires}
    Neon sign | '1 | cleared |
    Song | '99 | pending |
"""


def clearance(status: str, expires: str = "", **more: Any) -> list[Finding]:
    """The mural in scene 14."""
    return found(
        not_cleared, CLEARANCES.format(status=status, expires=expires), "Art clearances", **more
    )


def test_an_asset_that_is_cleared_may_be_used():
    """A scene that is not on the board is used on no day."""
    assert not clearance("Cleared")
    assert not clearance("cleared", "2026-12-31")


@pytest.mark.parametrize("status", ["pending", "requested 2 March", "denied", "not yet signed"])
def test_an_asset_that_is_not_cleared_is_found(status):
    """Its status, and the scene's day."""
    (finding,) = clearance(status, today="2026-03-05")

    assert finding.severity is Severity.WARNING
    assert {place.sheet for place in finding.places} == {"Art clearances", "Stripboard"}
    assert "Thu 12 March 2026" in finding.message


def test_long_before_its_use_it_is_a_note():
    """There is time."""
    (finding,) = clearance("pending", today="2026-01-05")

    assert finding.severity is Severity.NOTE


def test_a_permission_that_ends_before_its_use_is_found():
    """Cleared until February."""
    (finding,) = clearance("cleared", "2026-02-28")

    assert "until Sat 28 February 2026" in finding.message


BOOKINGS = """
    Stage | From | To | For | Status
    Stage 4 | 2026-03-02 | 2026-03-06 | Rig |
    Stage 4 | {start} | 2026-03-09 | Commercial | {status}
    Stage 5 | 2026-03-02 | 2026-03-09 | Store |
"""


def bookings(start: str, status: str = "") -> list[Finding]:
    """The second booking of stage 4."""
    return found(booked_twice, BOOKINGS.format(start=start, status=status), "Stage bookings")


def test_two_bookings_at_once_are_found():
    """Both lines are named."""
    (finding,) = bookings("2026-03-05")

    assert finding.place.cell == "B3"
    assert "from 02 Mar to 06 Mar" in finding.message


def test_bookings_that_touch_or_were_cancelled_do_not_overlap():
    """The stage is handed on; another stage is another."""
    assert not bookings("2026-03-06")
    assert not bookings("2026-03-05", "cancelled")
    text = BOOKINGS.format(start="2026-03-05", status="")
    assert not found(booked_twice, text, "Insurance policies")


def test_bookings_with_times_go_by_the_hour():
    """Morning and afternoon of one day."""
    text = """
    Vehicle | Start | End
    Van 1 | 2026-03-02 07:00 | 2026-03-02 12:00
    Van 1 | 2026-03-02 12:00 | 2026-03-02 18:00
    Van 1 | {} | 2026-03-02 20:00
    """
    assert not found(booked_twice, text.format("2026-03-02 18:00"), "Vehicle bookings")
    assert len(found(booked_twice, text.format("2026-03-02 17:00"), "Vehicle bookings")) == 1


AWAY = "Actor | From | To | Why\n    Ida Berg | {} | {} | theatre"


def test_a_part_that_is_away_is_found():
    """The list's line, and the strips of the days."""
    (finding,) = found(unavailable, AWAY.format("2026-03-09", "2026-03-12"), "Unavailable dates")

    assert "scenes 14" in finding.message
    assert {place.sheet for place in finding.places} == {"Unavailable dates", "Stripboard"}
    assert not found(unavailable, AWAY.format("2026-03-03", "2026-03-11"), "Unavailable dates")


def test_two_units_want_one_part():
    """On two boards, or for two units of one board."""
    second = in_rows([strip("61", date="2026-03-12", cast="2")], sheet="Second unit")
    show = papers(strips=BOARD).production
    two_boards = Workpapers(replace(show, strips=(*show.strips, *second)))
    (finding,) = two_units.check(two_boards)
    one_board = [*BOARD, strip("61", date="2026-03-12", cast="2", unit="2nd unit")]
    (within,) = two_units.check(papers(strips=one_board))

    assert finding.message == (
        "Cast 2 works for two units on Thu 12 March 2026: scene 14 on 'Stripboard' and scene 61 on"
        " 'Second unit'."
    )
    assert "(2nd unit)" in within.message
    assert not list(two_units.check(papers(strips=BOARD)))
    assert not list(
        two_units.check(
            papers(strips=[*BOARD, strip("9", date="2026-03-12", cast="2", unit="First")])
        )
    )


def test_a_version_of_the_board_is_no_second_unit():
    """The same scenes on the same days."""
    again = in_rows(BOARD, sheet="One-liner")
    show = papers(strips=BOARD).production

    assert not list(two_units.check(Workpapers(replace(show, strips=(*show.strips, *again)))))


@pytest.mark.parametrize(
    ("description", "start", "end", "is_found"),
    [
        ("Camera package", "2026-02-27", "2026-03-13", True),
        ("Camera package", "2026-02-27", "2026-03-16", False),
        ("Camera package", "2026-03-05", "2026-03-13", False),
        ("Camera package prep", "2026-02-27", "2026-03-03", False),
        ("Crane", "2026-02-27", "2026-03-13", False),
        ("Camera package", "2026-01-02", "2026-01-13", False),
    ],
)
def test_a_package_that_goes_back_early_is_noted(description, start, end, is_found):
    """Only what ran from before the shoot into it is meant for all of it."""
    order = po(description=description, start=start, end=end)
    said = list(returned_early.check(papers(strips=BOARD, purchase_orders=[order])))

    assert bool(said) is is_found


def test_a_list_without_dates_or_names_is_no_register():
    """A permit office's telephone list."""
    sheet = grid("Location | Phone\n    Union Station | 555-0100", "Permits")
    given = Workpapers(books=(Book("Show.xlsx", (sheet,)),), tables=(_table(sheet),))

    assert not list(entries(given, *Kind))


def test_a_cast_lists_own_dates_are_no_register():
    """A column Contract beside them says who has signed."""
    sheet = grid(
        "Actor | Contract | Start | End\n    Ben Kurz | yes | 2026-03-01 | 2026-03-13", "Cast"
    )
    table = replace(_table(sheet), role=Role.CAST_LIST)
    given = Workpapers(books=(Book("Show.xlsx", (sheet,)),), tables=(table,))

    assert not list(entries(given, *Kind))
