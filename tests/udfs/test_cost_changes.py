"""COST_: what moved since the last report, and rows that contradict themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.cost_sheet import HEADINGS
from tests.udfs.called import called

cents = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)
HEAD = ["Account", "EFC", "Variance"]
reports = st.dictionaries(
    st.sampled_from(["2210", "3300", "3310"]), st.tuples(cents, cents), min_size=1
).map(lambda rows: [HEAD, *([code, *amounts] for code, amounts in rows.items())])


def minor(cells):
    """What cells of money come to in cents."""
    return sum(round(100 * cell) for cell in cells)


@settings(deadline=None)
@given(reports, reports)
def test_the_total_change_is_the_change_of_the_totals(before, now):
    """And every row's change is its own two figures apart."""
    *rows, last = called("COST_CHANGE", now, before)[1:]

    for then, today, change in ((2, 3, 4), (5, 6, 7)):
        assert all(minor([row[today]]) - minor([row[then]]) == minor([row[change]]) for row in rows)
        assert minor([last[change]]) == minor(row[change] for row in rows)
    assert minor([last[3]]) == minor(row[1] for row in now[1:])


@settings(deadline=None)
@given(reports)
def test_a_report_has_not_moved_against_itself(report):
    """Only the headings and a total of nothing are left of it."""
    assert len(called("COST_CHANGE", report, report, True)) == 2
    assert (
        len(called("COST_EFC_MOVED", report, report, [["Account", "Date", "Amount"]], "", "")) == 2
    )


def test_a_report_that_was_spilled_can_be_compared():
    """COST_REPORT of two weeks, with headings and totals in them."""
    listed: list[list[object]] = [
        ["Account", "Description", "Budget", "EFC"],
        ["", "Art", "", ""],
        ["2210", "Design", 100.0, 120.0],
    ]
    ledger = [["Account", "Date", "Amount"], ["2210", dt.date(2026, 3, 1), 70.0]]
    before = called("COST_REPORT", listed, ledger)
    listed[2][3] = 150.0
    now = called("COST_REPORT", listed, ledger)

    assert called("COST_CHANGE", now, before)[1:] == [
        ["2210", "Design", 120, 150, 30, -20, -50, -30],
        ["Total", "", 120, 150, 30, -20, -50, -30],
    ]


def test_a_figure_that_failed_spoils_its_account_and_the_total():
    """Other accounts stand."""
    now = [HEAD, ["2210", "#REF!", 5], ["3300", 450, 50]]
    bad, good, last = called("COST_CHANGE", now, [HEAD, ["2210", 5, 5], ["3300", 400, 100]])[1:]

    assert bad[2:] == last[2:] == [ErrorValue("#VALUE!")] * 6
    assert good[2:] == [400, 450, 50, 100, 50, -50]


def test_only_changes_of_the_period_explain_a_move():
    """A change dated on the previous cut-off belongs to the last report."""
    now, before = [["Account", "EFC"], ["2210", 130]], [["Account", "EFC"], ["2210", 100]]
    journal = [
        ["Account", "Date", "Amount"],
        ["2210", dt.date(2026, 3, 1), 7],
        ["2210", dt.date(2026, 3, 8), 20],
        ["2210", dt.date(2026, 3, 9), 3],
    ]
    rows = called("COST_EFC_MOVED", now, before, journal, dt.date(2026, 3, 1), dt.date(2026, 3, 8))

    assert rows[1:] == [["2210", 100, 130, 30, 20, 10], ["Total", 100, 130, 30, 20, 10]]


def test_a_journal_that_cannot_be_read_is_an_error_with_its_row():
    """A change of unknown size or date explains nothing."""
    journal = [["Account", "Date", "Amount"], ["2210", "soon", 7]]
    with pytest.raises(CellError, match="journal, row 2: its Date cannot be read"):
        called("COST_EFC_MOVED", [HEAD], [HEAD], journal, "", "")


ROW: list[Any] = [
    "2210",
    "Design",
    70,
    700,
    300,
    1000,
    200,
    1200,
    900,
    100,
    1000,
    -200,
    -150,
    -50,
    0.7,
    1,
]


def test_a_row_that_obeys_is_true():
    """Every column that follows from others is what they make it."""
    assert called("COST_CHECK", [HEADINGS], [ROW]) == [[True]]


@pytest.mark.parametrize(
    "column", ["Total cost", "EFC", "Revised budget", "Variance", "Variance change"]
)
def test_each_column_is_held_to_its_definition(column):
    """The answer names the column, its figure, and what it should be."""
    at = HEADINGS.index(column)
    row = [*ROW]
    row[at] += 10
    ((told,),) = called("COST_CHECK", [HEADINGS], [row])

    assert isinstance(told, str)
    assert told.startswith(f"{column} is {row[at]:,.2f}, but ")
    assert called("COST_CHECK", [HEADINGS], [row], "", 10) == [[True]]


def test_the_convention_decides_which_variance_is_right():
    """Over as positive: the same figure turned round."""
    headings = [["Revised budget", "EFC", "Variance"]]

    assert called("COST_CHECK", headings, [[1000, 1200, 200]], "over is positive") == [[True]]
    assert called("COST_CHECK", headings, [[1000, 1200, 200]]) == [
        ["Variance is 200.00, but revised budget - EFC is -200.00"]
    ]


def test_an_error_in_a_row_is_the_answer_for_that_row():
    """Nothing is said of a row that cannot be read; the others are checked."""
    headings = [["Cost to date", "POs", "Total cost"]]

    assert called("COST_CHECK", headings, [["#N/A", 1, 1], [1, 1, 2]]) == [
        [ErrorValue("#N/A")],
        [True],
    ]


def test_headings_that_say_nothing_are_an_error():
    """TRUE for a row that was never checked would be a lie."""
    with pytest.raises(CellError, match="#N/A headings has no column"):
        called("COST_CHECK", [["Foo", "Bar"]], [[1, 2]])
    with pytest.raises(CellError, match="headings has 1 cells, a row has 2"):
        called("COST_CHECK", [["EFC"]], [[1, 2]])
