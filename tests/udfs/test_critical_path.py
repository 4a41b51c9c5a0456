"""SCHED_CRITICAL_PATH and its kin, from columns of a task list."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

MONDAY = dt.date(2026, 3, 2)


@st.composite
def lists(draw):
    """Columns of tasks that wait for earlier rows."""
    count = draw(st.integers(1, 8))
    durations = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    before = [
        ", ".join(
            f"{each}{draw(st.sampled_from(['', 'FS', 'SS+1', 'FF-1', 'SF+2']))}"
            for each in (draw(st.lists(st.integers(1, at), unique=True, max_size=2)) if at else [])
        )
        for at in range(count)
    ]
    return (
        [[at + 1] for at in range(count)],
        [[each] for each in durations],
        [[each] for each in before],
    )


@settings(deadline=None)
@given(lists())
def test_dates_are_the_working_days_of_the_numbers(columns):
    """Day 0 is the first working day; a task of n days takes n working days."""
    numbers = called("SCHED_CRITICAL_PATH", *columns)[1:]
    dates = called("SCHED_CRITICAL_PATH", *columns, MONDAY)[1:]
    finish = called("SCHED_FINISH", *columns)

    assert finish == max(row[2] for row in numbers)
    assert called("SCHED_FINISH", *columns, MONDAY) == max([row[2] for row in dates])
    for number, date in zip(numbers, dates, strict=True):
        length = number[2] - number[1]
        if length:
            assert called("SCHED_WORKDAYS", MONDAY, date[1]) == number[1] + 1
            assert called("SCHED_WORKDAYS", date[1], date[2]) == length
            assert called("SCHED_WORKDAYS", date[3], date[4]) == length
        assert number[5:] == date[5:]
        assert called("SCHED_FLOAT", number[0], *columns) == number[5]


def test_headings_are_left_out_and_numbers_are_names():
    """A list as a planning program exports it."""
    columns = [["ID"], [1.0], [2.0]], [["Days"], [2], [3]], [["Predecessors"], [None], [1.0]]

    assert [row[0] for row in called("SCHED_CRITICAL_PATH", *columns)[1:]] == ["1", "2"]
    assert called("SCHED_FINISH", *columns) == 5


@pytest.mark.parametrize(
    ("tasks", "durations", "before", "message"),
    [
        (["A", "B"], [1, 1], ["B", "A"], "#NUM! these tasks wait for one another: "),
        (["A", "B"], [1, 1], ["", "C"], "#N/A B waits for “C”"),
        (["A", "A"], [1, 1], ["", ""], "#VALUE! A is in the list twice"),
        (["A", "B"], [1, -1], ["", ""], "#VALUE! B takes -1"),
        (["A", None], [1, 1], ["", ""], "#VALUE! tasks: a row"),
        (["A", "B"], [1, 1], ["", "AFS+2w"], "#VALUE! AFS.2w: lags are in days"),
        (["A", "B"], [1, "two"], ["", ""], "#VALUE! durations, cell 2"),
    ],
)
def test_what_is_no_network_is_told(tasks, durations, before, message):
    """With the task by its name."""
    for name, more in (("SCHED_CRITICAL_PATH", ()), ("SCHED_FINISH", ("2026-03-02",))):
        with pytest.raises(CellError, match=message):
            called(
                name, *([[each] for each in column] for column in (tasks, durations, before)), *more
            )


def test_late_tasks_are_listed_with_what_is_missing():
    """Per cent as text, a heading, a task not planned."""
    found = called(
        "SCHED_LATE", [["Task"], ["Build"], ["Paint"], ["Idea"]],
        [["Start"], ["2026-03-02"], ["2026-03-02"], [None]], [["Finish"], ["2026-03-06"], ["2026-03-13"], [None]],
        [["Done"], ["60%"], [0.8], [None]], "2026-03-10",
    )  # fmt: skip

    assert found[1:] == [["Build", MONDAY, dt.date(2026, 3, 6), 0.6, 1, 2, 2]]
    with pytest.raises(CellError, match="Idea needs a task"):
        called("SCHED_LATE", [["Idea"]], [["2026-03-02"]], [[None]], [[0]], "2026-03-10")
