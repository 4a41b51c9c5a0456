"""FRINGE_POSTED: the same fringes on other accounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

CHART = [
    ["Account", "Name", "Section"],
    ["1400", "Cast", "Above the line"],
    ["2200", "Art", "Below the line"],
    ["2210", "Set design", "Below the line"],
]
PLACES = ([["1900"], ["4900"]], [["above the line"], ["Below the line"]])
lines = st.lists(
    st.tuples(st.sampled_from(["1400-01", "2200", "2210"]), st.integers(0, 10**6)), min_size=1
)


def columns(rows):
    """Ranges of one column each."""
    return [[[value] for value in part] for part in zip(*rows, strict=True)]


@settings(deadline=None)
@given(lines)
def test_every_level_shows_the_same_money(rows):
    """Account, category, production level and budget differ in places only."""
    accounts, fringes = columns(rows)
    posted = [
        called("FRINGE_POSTED", "account", accounts, fringes),
        called("FRINGE_POSTED", "Category", accounts, fringes, CHART),
        called("FRINGE_POSTED", "production level", accounts, fringes, CHART, "", *PLACES),
        called("FRINGE_POSTED", "budget", accounts, fringes, "", "", "9900"),
    ]

    assert {sum(row[1] for row in shown) for shown in posted} == {sum(a for _, a in rows)}
    assert {row[0] for row in posted[1]} <= {"1400-99", "2200-99"}
    assert {row[0] for row in posted[2]} <= {"1900", "4900"}
    assert [row[0] for row in posted[3]] == ["9900"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["category", "2210", 5], "#VALUE!", "without it there is no category"),
        (["production level", "2210", 5, CHART], "#N/A", "the section Below the line"),
        (["budget", "2210", 5], "#N/A", "the fringes of the budget"),
        (["budget", "2210", 5, "", "", [["1"], ["2"]]], "#VALUE!", "has 2 accounts, not one"),
        (["somewhere", "2210", 5], "#VALUE!", "account, category, production level, budget"),
    ],
)
def test_fringes_are_never_posted_to_an_account_nobody_named(arguments, code, message):
    """The message says what is missing."""
    with pytest.raises(CellError, match=message) as failed:
        called("FRINGE_POSTED", *arguments)

    assert failed.value.code == code
