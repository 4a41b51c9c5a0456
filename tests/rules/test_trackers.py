"""Lists are known by their headings, and by nothing less."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.rules.event_lists import duration, people
from addin.rules.trackers import Kind, lists_of, spelt
from tests.rules.trackers import papers

KIND = Kind("things", {"thing": "thing|item", "size": "size|length"}, ("thing",), never="price")


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("Frame In", "frame in"),
        ("Capacity_UnitsPerHour", "capacity units per hour"),
        ("OrderID", "order id"),
        ("QTY. (pcs)", "qty pcs"),
        ("Scrap %", "scrap %"),
    ],
)
def test_headings_compare_without_case_marks_and_joints(heading, same):
    """As people and programs write one name."""
    assert spelt(heading) == same


def test_a_list_needs_its_columns_and_must_not_have_others():
    """The likelier spelling wins; a column of prices makes it something else."""
    (one,) = lists_of(papers(A="Item | Thing | Length\nx | y | 3\nv | w | 4"), KIND)
    assert one.fields == {"thing": 2, "size": 3}
    assert one.text(2, "thing") == "y"
    assert one.whole(2, "size") == 3
    assert one.text(2, "colour") == ""
    assert not list(lists_of(papers(A="Size | Length\n1 | 2\n2 | 3"), KIND))
    assert not list(lists_of(papers(A="Thing | Price\nx | 2\ny | 3"), KIND))


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("45", 45), ("'45", 45), ("0:45", 45), ("1:30", 90), ("1h 30", 90), ("90 min", 90),
     ("1.5 h", 90), ("20'", 20), ("0.0625", 90)],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(cell, minutes):
    """A bare number is minutes; a part of a day is Excel's."""
    given = papers(Run=f"Time | Duration | Item\n10:00 | {cell} | One\n11:00 | 5 | Two")
    (run,) = lists_of(given, Kind("r", {"duration": "duration"}, ("duration",)))
    assert duration(run, 2) == dt.timedelta(minutes=minutes)


def test_what_is_no_length_is_none():
    """tbc, minus, a sentence, far too many."""
    for cell in ("tbc", "-5", "until late", "99999"):
        given = papers(Run=f"Time | Duration | Item\n10:00 | {cell} | One\n11:00 | 5 | Two")
        (run,) = lists_of(given, Kind("r", {"duration": "duration"}, ("duration",)))
        assert duration(run, 2) is None, cell


@given(st.text())
def test_people_of_a_cell_are_named_once_each_and_never_empty(text):
    """Whatever stands there."""
    assert all(name and name == " ".join(name.split()) for name in people(text))


def test_nobody_in_particular_is_nobody():
    """All, TBC, Team."""
    assert people("All; TBC, Kim & Jo") == ("Kim", "Jo")
