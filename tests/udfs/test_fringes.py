"""FRINGE_: percentages up to a cut-off, over a range and by person; flat amounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import money
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(0, 10**7).map(lambda minor: minor / 100)
wages = st.lists(st.one_of(cents, st.just("")), min_size=1, max_size=8)
rates = st.integers(0, 10000).map(lambda share: share / 10000)


def column(values):
    """A range of one column, as a host hands it over."""
    return [[value] for value in values]


def in_cents(values):
    """What cells hold, as whole cents."""
    return sum(money(float(value)).minor for value in values if value != "")


@settings(deadline=None)
@given(wages, rates, cents)
def test_a_range_allocates_the_whole_and_caps_it_once(paid, rate, cutoff):
    """The lines sum to the rate of capped wages, and what one formula gives for their total."""
    if not any(paid):
        return
    spilled = called("FRINGE_RANGE", column(paid), rate, cutoff)

    whole = called("FRINGE_PERCENT", in_cents(paid) / 100, rate, cutoff)
    assert in_cents(cell for (cell,) in spilled) == in_cents([whole])
    assert [cell == "" for (cell,) in spilled] == [wage == "" for wage in paid[: len(spilled)]]


@settings(deadline=None)
@given(wages, rates, cents)
def test_a_person_s_lines_are_a_range(paid, rate, cutoff):
    """With one name on all lines, both functions say the same; without a name each is its own."""
    if not any(paid):
        return
    one = column(["Ada"] * len(paid))

    by_person = called("FRINGE_BY_PERSON", one, column(paid), rate, cutoff)
    in_range = called("FRINGE_RANGE", column(paid), rate, cutoff)
    assert [row for row in by_person if row != [""]] == [row for row in in_range if row != [""]]
    alone = called("FRINGE_BY_PERSON", "", column(paid), rate, cutoff)
    for (shown,), wage in zip(alone, paid, strict=False):
        assert shown == ("" if wage == "" else called("FRINGE_PERCENT", wage, rate, cutoff))


@settings(deadline=None)
@given(cents, cents, rates, cents)
def test_wages_so_far_use_up_the_cut_off(before, now, rate, cutoff):
    """Paid in two weeks or at once, the fringe is the same in all."""
    weeks = [
        called("FRINGE_PERCENT", before, rate, cutoff),
        called("FRINGE_PERCENT", now, rate, cutoff, before),
    ]

    assert in_cents(weeks) == in_cents([called("FRINGE_PERCENT", before + now, rate, cutoff)])


@pytest.mark.parametrize(
    ("name", "arguments", "code", "message"),
    [
        ("FRINGE_PERCENT", [100, 7.65], "#NUM!", "write a percentage as 7|percent is 7.65"),
        ("FRINGE_RANGE", [[[100]], 0.1, -5], "#NUM!", "cutoff is -5.00, below zero"),
        ("FRINGE_BY_PERSON", [[["A"]], [[1], [2]], 0.1], "#VALUE!", "persons has 1 cells"),
        ("FRINGE_FLAT", [1, 5, "Allow", "Day"], "#N/A", "stands for no number of hours"),
        ("FRINGE_AGGREGATE", [[[5]], [[""]]], "#DIV/0!", "wages come to 0"),
    ],
)
def test_what_cannot_be_worked_out_says_why(name, arguments, code, message):
    """Each with the error that a sheet can tell from others."""
    with pytest.raises(CellError, match=message) as failed:
        called(name, *arguments)

    assert failed.value.code == code


def test_a_flat_fringe_follows_the_units():
    """The same unit needs no hours; another is converted by the usual ones or the budget's."""
    assert called("FRINGE_FLAT", 3, 5) == 15
    assert called("FRINGE_FLAT", 3, 5, "Allow") == 15
    assert called("FRINGE_FLAT", 3, 5, "Week", "Day") == 75
    assert called("FRINGE_FLAT", 3, 5, "Week", "Day", [["Week"], ["Day"]], [[40], [10]]) == 60


def test_the_aggregate_rate_is_of_totals_not_the_mean_of_rates():
    """Lines with higher wages weigh more."""
    assert called("FRINGE_AGGREGATE", [["Fringes"], [10], [90]], [["Wages"], [100], [300]]) == 0.25
