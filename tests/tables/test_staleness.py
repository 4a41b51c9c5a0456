"""Whether a cell shows what its formula gives, and how what is unknown is told."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.staleness import FOLLOWS, Unanswered, by_reason, plain, same
from addin.tables.table import ErrorValue

FIGURES = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(
    -(10**12), 10**12
)
VALUES = (
    FIGURES
    | st.text(max_size=5)
    | st.booleans()
    | st.none()
    | st.sampled_from(["#REF!", "#N/A"]).map(ErrorValue)
    | st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1))
)


@given(VALUES)
@settings(deadline=None)
def test_every_value_is_itself(value):
    """What is shown and what is given may not differ by themselves."""
    assert same(value, value)


@given(VALUES, VALUES)
@settings(deadline=None)
def test_being_the_same_goes_both_ways_but_for_nothing(one, other):
    """Only nothing is told apart: a formula may show nothing, but gives something."""
    if one is not None and other is not None:
        assert same(one, other) == same(other, one)


@given(st.floats(1e-3, 1e12), st.sampled_from([-1, 1]))
@settings(deadline=None)
def test_binary_noise_is_no_change_and_a_cent_in_a_million_is_one(figure, sign):
    """Excel keeps 15 digits; a production counts cents."""
    assert same(figure, figure * (1 + sign * 1e-12))
    assert not same(figure, figure + sign * max(0.01, figure * 1e-8))


@pytest.mark.parametrize(
    ("shown", "gives", "expected"),
    [
        (0, 3e-11, True),  # what is left of amounts that cancel
        (0, 0.01, False),
        (None, "", True),
        (None, 0, False),
        ("", None, True),
        (0, None, True),
        (5, None, False),
        (True, 1, False),
        (False, None, False),
        ("1", 1, False),
        ("Held", "held", False),
        (ErrorValue("#VALUE!"), ErrorValue("#N/A"), True),
        (ErrorValue("#REF!"), "#REF!", False),
        (ErrorValue("#REF!"), 5, False),
        (dt.datetime(2026, 3, 14), 46095, True),
        (dt.datetime(2026, 3, 14), dt.datetime(2026, 3, 15), False),
        (dt.time(6, 0), 0.25, True),
        (dt.time(6, 0, 0, 1000), dt.time(6, 0), True),
        (dt.time(6, 1), dt.time(6, 0), False),
    ],
)
def test_kinds_of_values_are_compared_as_excel_shows_them(shown, gives, expected):
    """Texts by letter, dates as their number, one error like another."""
    assert same(shown, gives) is expected


def test_reasons_that_name_different_cells_are_one_reason():
    """The most frequent first, each with all its cells."""
    cells = [
        Unanswered("S", 1, 1, "A2", "it draws on Costs!A2, which is unknown"),
        Unanswered("S", 2, 1, "FILTER(A:A)", "FILTER is not supported"),
        Unanswered("S", 3, 1, "B7", "it draws on 'Top sheet'!$B$7:C9, which is unknown"),
        *(Unanswered("S", row, 2, "A2", "no value", begins=False) for row in range(9)),
    ]

    reasons = by_reason(cells)

    assert [(reason.text, [one.row for one in reason.cells]) for reason in reasons] == [
        ("it draws on Costs!A2, which is unknown", [1, 3]),
        ("FILTER is not supported", [2]),
        (FOLLOWS, list(range(9))),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (-1234567.5, "-1,234,567.5"),
        (0.000000123, "1.23e-07"),
        (100, "100"),
        (dt.datetime(2026, 3, 14), "2026-03-14"),
        (dt.datetime(2026, 3, 14, 6), "2026-03-14 06:00:00"),
        (True, "TRUE"),
        (ErrorValue("#REF!"), "#REF!"),
        ("x" * 50, "'" + "x" * 39 + "…'"),
    ],
)
def test_a_value_in_a_sentence_reads_as_in_a_cell(value, expected):
    """No binary noise, no endless text."""
    assert plain(value) == expected
