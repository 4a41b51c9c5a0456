"""SCHED_EIGHTHS and its kin: page counts as hosts hand them over."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.eighths import eighths_text
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

counts = st.integers(0, 400)


@settings(deadline=None)
@given(st.lists(counts, min_size=1))
def test_the_sum_of_a_column_is_the_sum_of_its_cells(eighths):
    """Whether it was typed as text or as a number, with a heading and with gaps."""
    cells: list[object] = [
        each / 8 if at % 2 else eighths_text(each) for at, each in enumerate(eighths)
    ]

    assert called(
        "SCHED_EIGHTHS_SUM", [["Pages"], *([cell] for cell in cells), [None], ["-"]]
    ) == sum(eighths)
    assert called("SCHED_EIGHTHS", [[cell] for cell in cells]) in (
        [[each] for each in eighths],
        eighths[0],
    )
    assert called("SCHED_PAGES", cells[0]) == eighths[0] / 8


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([46083, 46084, 46085, None]), counts), min_size=1))
def test_the_days_of_the_board_sum_to_the_script(strips):
    """Board and what is not scheduled are all pages, each once."""
    spill = called(
        "SCHED_PAGES_BY_DAY", [[day] for day, _ in strips], [[each / 8] for _, each in strips]
    )

    *rows, whole = spill[1:]
    by_day: Counter[object] = Counter()
    for day, each in strips:
        by_day[day or "Not scheduled"] += each
    assert {row[0]: row[2] for row in rows} == dict(by_day)
    assert whole == ["Total", len(strips), sum(by_day.values()), eighths_text(sum(by_day.values()))]


def test_a_typed_fraction_that_became_a_date_is_repaired_in_every_host():
    """As a date, as its serial number, as text."""
    for cell in (dt.datetime(2026, 3, 8), 46089, 46089.0, "2026-03-08", "3/8/2026", "8-Mar"):
        assert called("SCHED_EIGHTHS", cell) == 3


@pytest.mark.parametrize(
    "cell",
    ["one", "1.3", 0.3, 12345, dt.datetime(2026, 3, 9), dt.datetime(2026, 3, 8, 12), 46087, True],
)
def test_what_is_no_page_count_names_the_argument(cell):
    """The message says pages, and shows the cell."""
    with pytest.raises(CellError, match="#VALUE! pages"):
        called("SCHED_EIGHTHS", cell)


def test_a_wrong_cell_of_a_column_is_named():
    """The third cell, counted from the top of the range."""
    with pytest.raises(CellError, match="pages, cell 3: “x9”"):
        called("SCHED_EIGHTHS_SUM", [["Pages"], ["1 3/8"], ["x9"]])


def test_days_over_the_most_pages_show_by_how_much():
    """Headings and day numbers are fine; what is not scheduled has no day to be over."""
    spill = called(
        "SCHED_PAGES_BY_DAY",
        [["Day"], [1], [1], [2], [""]],
        [["Pages"], ["3 4/8"], [1], [2], [9]],
        "4",
    )

    assert spill == [
        ["Day", "Strips", "Eighths", "Pages", "Over"],
        [1, 2, 36, "4 4/8", "4/8"],
        [2, 1, 16, "2", "0"],
        ["Not scheduled", 1, 72, "9", ""],
        ["Total", 4, 124, "15 4/8", ""],
    ]
