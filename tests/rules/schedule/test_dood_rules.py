"""SCH310 to SCH312: the day-out-of-days against the stripboard."""

from __future__ import annotations

from typing import Any

import pytest

from addin.findings import Finding
from addin.rules.schedule import dood_cast, dood_code, dood_totals
from tests.make import budget_line, cast_line, dood_line, papers, strip, usd

BOARD = [
    strip("1", day=1, date="2026-03-02", cast="1 2"),
    strip("2", day=2, date="2026-03-03", cast="2"),
    strip("3", day=3, date="2026-03-04", cast="1 2"),
    strip("4", day=4, date="2026-03-05", cast="1"),
]
ANNA = "SW H W WF"
BEN = "SW W WF ."


def found(rule: Any, anna: str = ANNA, ben: str = BEN, **more: Any) -> list[Finding]:
    """What a rule says of these codes."""
    lists = {"strips": BOARD, "dood": [dood_line("1", anna), dood_line("2", ben)], **more}
    return list(rule.check(papers(**lists)))


@pytest.mark.parametrize("rule", [dood_code, dood_totals, dood_cast])
def test_a_day_out_of_days_that_agrees_is_left_alone(rule):
    """Codes, totals and parts."""
    assert not found(rule)


@pytest.mark.parametrize("anna", ["SW . W WF", "SW I W WF", "SWD . PW WF", "SW TR W WF"])
def test_what_lies_between_days_of_work_is_the_deals(anna):
    """Held, blank, idle, a drop and a pick-up, a day of travel: none differs from the board."""
    assert not found(dood_code, anna)


@pytest.mark.parametrize(
    ("anna", "cells"),
    [
        ("SW W W WF", "I2"),
        ("SW H H WF", "J2"),
        ("SW H WF .", "J2:K2"),
        ("W H W WF", "H2"),
    ],
)
def test_work_that_differs_is_found(anna, cells):
    """A day too many, a day too few, a finish on the wrong day, a start that is none."""
    (finding,) = found(dood_code, anna)
    named = ",".join(place.cell for place in finding.places if place.sheet == "DOOD")

    assert named.replace("J2,K2", "J2:K2") == cells
    assert "Refresh DOOD" in finding.advice


def test_both_sheets_are_named():
    """The code's cell and the strips of the day."""
    (finding,) = found(dood_code, "SW H H WF")

    assert [(p.sheet, p.cell) for p in finding.places] == [("DOOD", "J2"), ("Stripboard", "F4")]
    assert "by the board W" in finding.message


def test_a_day_is_worth_the_rate_in_the_budget():
    """One day more than the board, at the rate of the line that names the part."""
    (finding,) = found(
        dood_code,
        "SW W W WF",
        cast=[cast_line("1", "Anna", performer="Ida Berg")],
        budget=[budget_line("1401", "Ida Berg as Anna", 4000, quantity=4, unit="days", rate=1000)],
    )

    assert finding.impact == usd(1000)
    assert ("Budget", "F2") in {(p.sheet, p.cell) for p in finding.places}


def test_days_without_a_column_are_found():
    """The board got longer than the sheet."""
    (finding,) = found(dood_code, "SW H W", "SW W WF")

    assert "no column for 1 days" in finding.message


@pytest.mark.parametrize(
    ("totals", "right"),
    [
        ({"worked": 3, "held": 1, "total": 4}, True),
        ({"total": 3}, True),
        ({"worked": 4}, False),
        ({"held": 0}, False),
        ({"total": 7}, False),
        ({"total": 2}, False),
    ],
)
def test_totals_are_what_the_codes_come_to(totals, right):
    """A grand total may count work alone, or with any of hold, travel, rehearsal, fitting."""
    lines = [dood_line("1", ANNA, **totals)]

    assert (not found(dood_totals, dood=lines)) is right


def test_travel_may_count():
    """W + H + TR, as some deals pay."""
    assert not found(dood_totals, dood=[dood_line("1", "TR SW H WF", total=4)])
    assert not found(dood_totals, dood=[dood_line("1", "TR SW H WF", total=3)])


def test_a_part_in_only_one_of_the_two_is_found():
    """Nine has days and no strip; two has strips and no line."""
    nine, two = found(dood_cast, dood=[dood_line("1", ANNA), dood_line("9", "SWF . . .")])

    assert "no strip" in nine.message
    assert "not in 'DOOD'" in two.message


def test_a_part_that_only_travels_is_no_part_of_the_board():
    """A stunt coordinator who comes to fit needs no strip."""
    lines = [dood_line("1", ANNA), dood_line("2", BEN), dood_line("9", "FT . . .")]

    assert not found(dood_cast, dood=lines)


def test_a_day_out_of_days_of_another_board_is_not_compared():
    """No part in common: it is of another production."""
    lines = [dood_line("51", "SWF . . .")]

    assert not found(dood_code, dood=lines)
    assert not found(dood_cast, dood=lines)
