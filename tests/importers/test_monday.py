"""Monday's boards: groups with headings of their own, subitems under theirs."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.errors import ImportRefused
from addin.importers.importer import RowsOf
from addin.importers.monday import MONDAY

BOARD: RowsOf = (
    ("Lantern Coast",),
    ("Pre-production",),
    ("Name", "Subitems", "Person", "Status", "Timeline - Start", "Timeline - End", "Dependent On"),
    ("Scout", "Permit", "Kim", "Done", dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 4), None),
    ("Subitems", "Name", "Owner", "Status", "Date"),
    (None, "Permit", "Ola", "Working on it", dt.datetime(2026, 3, 3)),
    ("Build", None, "Kim, Ola", "Stuck", None, None, "Scout, Nobody knows"),
    (),
    ("Shoot",),
    ("Name", "Person", "Status", "Timeline"),
    ("Day 1", "Kim", None, "2026-04-01 - 2026-04-02"),
)


def test_a_board_group_by_group() -> None:
    """Items with group, people, days and state; what waits for what, by its name."""
    assert MONDAY.of_rows is not None
    assert MONDAY.of_rows.knows(BOARD)
    read = MONDAY.of_rows.read(BOARD, "board.xlsx", None)
    assert read.plan is not None

    tasks = {one.name: one for one in read.plan.tasks}
    assert read.plan.title == "Lantern Coast"
    assert [(one.name, one.section, one.level, int(one.done)) for one in read.plan.tasks] == [
        ("Scout", "Pre-production", 1, 1),
        ("Permit", "Pre-production", 2, 0),
        ("Build", "Pre-production", 1, 0),
        ("Day 1", "Shoot", 1, 0),
    ]
    assert [one.resource for one in tasks["Build"].assignments] == ["Kim", "Ola"]
    assert tasks["Scout"].finish == dt.datetime(2026, 3, 4)
    assert tasks["Permit"].finish == dt.datetime(2026, 3, 3)
    assert tasks["Day 1"].start == dt.datetime(2026, 4, 1)
    assert [one.before for one in tasks["Build"].links] == ["1"]
    assert [(one.line, "Nobody knows" in one.text) for one in read.remarks] == [(7, True)]


@pytest.mark.parametrize(
    "rows",
    [
        (("Name", "Status", "Date"), ("A", "B", "C")),  # no group above
        (("Crew",), ("Name", "Phone"), ("A", "1")),  # any list with a title
    ],
)
def test_other_lists_are_not_taken_for_boards(rows: RowsOf) -> None:
    """A group alone in a row over at least two of Monday's columns, or nothing."""
    assert MONDAY.of_rows is not None
    assert not MONDAY.of_rows.knows(rows)


def test_a_list_without_groups_is_refused() -> None:
    """It says what was looked for."""
    with pytest.raises(ImportRefused, match="begins with Name"):
        MONDAY.read(b"Task,Owner\nA,B\n", "a.csv")
