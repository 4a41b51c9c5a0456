"""SCHED_LEVEL and SCHED_SLIP, from columns of a task list."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called
from tests.udfs.test_critical_path import lists

MONDAY = dt.date(2026, 3, 2)


@settings(deadline=None, max_examples=60)
@given(lists(), st.data())
def test_nobody_is_in_two_places_and_no_task_comes_sooner(columns, data):
    """Beside the critical path of the same columns; dates are the working days of the numbers."""
    needs = [[data.draw(st.sampled_from(["", "Ana", "Bo", "ana; Bo"]))] for _ in columns[0]]
    found = called("SCHED_LEVEL", *columns, needs)[1:]
    plain = called("SCHED_CRITICAL_PATH", *columns)[1:]
    dates = called("SCHED_LEVEL", *columns, needs, [[None]], [[None]], MONDAY)[1:]

    for (name, start, finish, later), timing in zip(found, plain, strict=True):
        assert name == timing[0]
        assert start - later == timing[1]
        assert later >= 0
        assert finish - start == timing[2] - timing[1]
    for who in ("ana", "bo"):
        busy = sorted(
            (row[1], row[2])
            for row, (text,) in zip(found, needs, strict=True)
            if who in text.casefold() and row[1] < row[2]
        )
        assert all(a[1] <= b[0] for a, b in pairwise(busy))
    for number, date in zip(found, dates, strict=True):
        if number[1] < number[2]:
            assert called("SCHED_WORKDAYS", MONDAY, date[1]) == number[1] + 1


def test_headings_blank_rows_and_capacities_are_read():
    """Three grips at once, of whom there are three; the row below a gap keeps its own needs."""
    found = called(
        "SCHED_LEVEL", [["Task"], ["A"], [None], ["B"], ["C"]], [["Days"], [2], [None], [2], [2]],
        [["Predecessors"], [None], [None], [None], [None]],
        [["Needs"], ["Grips 2"], [None], ["Grips"], ["grips 2"]], [["Grips"]], [[3]],
    )  # fmt: skip

    assert found[1:] == [["A", 0, 2, 0], ["B", 0, 2, 0], ["C", 2, 4, 2]] or found[1:] == [
        ["A", 2, 4, 2], ["B", 0, 2, 0], ["C", 0, 2, 0],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "needs", "message"),
    [
        (["B", "A"], ["", ""], "#NUM! these tasks wait for one another"),
        (["", "Z"], ["", ""], "#N/A B waits for “Z”"),
        (["", ""], ["Grips 4", ""], "#NUM! A needs 4 of Grips, of which there are 1"),
    ],
)
def test_what_cannot_be_levelled_is_told(before, needs, message):
    """By name, with both figures."""
    with pytest.raises(CellError, match=message):
        called(
            "SCHED_LEVEL", [["A"], ["B"]], [[1], [1]], [[x] for x in before], [[x] for x in needs]
        )


def test_slip_follows_its_chain():
    """Over a weekend; what is early, or was never promised, is left out."""
    found = called(
        "SCHED_SLIP", [["Task"], ["Build"], ["Paint"], ["Dress"], ["Idea"], ["Early"]],
        [["Baseline"], ["2026-03-05"], ["2026-03-06"], ["2026-03-09"], [None], ["2026-03-09"]],
        [["Finish"], ["2026-03-09"], ["2026-03-10"], ["2026-03-11"], ["2026-03-09"], ["2026-03-06"]],
        [["Predecessors"], [None], ["Build"], ["Paint FS+1, Early"], [None], [None]],
    )  # fmt: skip

    assert [row[:1] + row[3:] for row in found[1:]] == [
        ["Build", 2, "", "Build"], ["Paint", 2, "Build", "Build"], ["Dress", 2, "Paint", "Build"],
    ]  # fmt: skip
