"""EVENT_ in cells."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

NINE = 9 / 24


def test_a_run_of_show_stands_beside_its_items():
    """Under a heading, with an empty row for a part of the show; minutes, hours or h:mm."""
    minutes = called("EVENT_RUN", NINE, [["Min"], [30.0], [""], [90.0]])

    half_past = pytest.approx(9.5 / 24)
    assert minutes == [["", ""], [NINE, half_past], ["", ""], [half_past, pytest.approx(11 / 24)]]
    assert called("EVENT_RUN", NINE, [["Min"], [0.5], [""], [1.5]], "hours") == minutes
    shown = called("EVENT_RUN", NINE, [["Min"], [0.5 / 24], [""], [1.5 / 24]], "time")
    assert shown[3][1] == pytest.approx(11 / 24)


def test_what_runs_is_in_order_when_it_is_checked():
    """The starts that EVENT_RUN gives hold, past midnight too, whatever the durations."""
    durations = [[20.0], [50.0], [7.5], [400.0], [1000.0]]
    starts = [[row[0]] for row in called("EVENT_RUN", NINE, durations)]

    assert called("EVENT_RUN_OK", starts, durations) is True
    times_alone = [[row[0] % 1] for row in starts]
    assert called("EVENT_RUN_OK", times_alone, durations) is True


def test_what_does_not_hold_is_told_beside_its_item():
    """Rooms are looked at one by one; an item without a room disturbs none."""
    starts = [["Start"], [NINE], [NINE], [9.25 / 24], [""], [NINE]]
    durations = [["Min"], [30.0], [30.0], [30.0], [""], [600.0]]
    rooms = [["Room"], ["Hall"], ["Foyer"], ["hall"], ["PART 2"], [""]]

    told = called("EVENT_RUN_CHECK", starts, durations, rooms)

    assert told == [[""], [""], [""], ["overlaps cell 2 by 15 min"], [""], [""]]
    assert called("EVENT_RUN_OK", starts, durations, rooms) is False


def test_dates_are_kept_where_they_are_given():
    """The same hour on two days is no overlap, and no run either."""
    days = [[dt.datetime(2026, 3, 14, 9)], [dt.datetime(2026, 3, 15, 9)]]

    assert called("EVENT_RUN_OK", days, [[60.0], [60.0]], [["Hall"], ["Hall"]]) is True
    assert called("EVENT_RUN_OK", days, [[60.0], [60.0]]) is False
    assert called("EVENT_RUN_OK", days, [[1440.0], [60.0]]) is True


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("EVENT_BREAKEVEN", [100.0, 5.0, 5.0], "#NUM!", "never breaks even"),
        ("EVENT_PER_HEAD", [100.0, 0.0], "#DIV/0!", "nobody attends"),
        ("EVENT_RUN", [NINE, [[5.0], [-1.0]]], "#NUM!", "cell 2 is -1, below 0"),
        ("EVENT_RUN_OK", [[[NINE]], [[-5.0]]], "#NUM!", "below 0"),
        ("EVENT_RUN_OK", [[[NINE], [""]], [[5.0], [5.0]]], "#VALUE!", "starts, cell 2 is empty"),
        ("EVENT_RUN_OK", [[[NINE]], [[1e15]]], "#NUM!", "longer than 1000 days"),
        ("EVENT_RUN_OK", [[[dt.datetime(9999, 12, 31)]], [[5.0]]], "#NUM!", "in 9999"),
        ("EVENT_RUN_OK", ["", ""], "#N/A", "no item"),
        ("EVENT_RUN", [NINE, 5.0, "days"], "#VALUE!", "minutes, hours, time"),
    ],
)
def test_what_cannot_be_worked_out_says_why(name, arguments, code, says):
    """With the argument it is about."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_an_event_with_its_costs_covered_breaks_even_empty():
    """Sponsors pay for it."""
    assert called("EVENT_BREAKEVEN", 1000.0, 0.0, 0.0, 1000.0) == 0
