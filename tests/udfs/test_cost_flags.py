"""COST_FLAGS: accounts to look at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)
HEAD = ["Account", "Total cost", "ETC", "Budget"]
rows = st.lists(st.tuples(st.sampled_from(["2210", "3300", ""]), cents, cents, cents), max_size=6)


def flagged(report, *more):
    """Each account with the first word of its flag."""
    return [(row[0], row[3].split()[0]) for row in called("COST_FLAGS", [HEAD, *report], *more)[1:]]


@settings(deadline=None)
@given(rows)
def test_every_negative_etc_of_an_account_is_flagged_and_no_other(report):
    """Totals are not: their accounts are."""
    below = [account for account, _, etc, _ in report if account and etc < 0]

    assert [account for account, why in flagged(report) if why == "ETC"] == below


@settings(deadline=None)
@given(rows)
def test_a_report_is_not_stale_against_itself(report):
    """Without new cost an unchanged ETC is right."""
    assert not [
        why for _, why in flagged(report, [HEAD, *report[:1]]) if why == "new" and len(report) < 2
    ]


def test_new_cost_beside_an_unchanged_etc_is_flagged():
    """Unless the ETC was looked at, or is 0."""
    before = [HEAD, ["2210", 70, 10, 9], ["3300", 70, 10, 9], ["3400", 70, 0, 9]]

    assert flagged([["2210", 90, 10, 9], ["3300", 90, 8, 9], ["3400", 90, 0, 9]], before) == [
        ("2210", "new")
    ]


def test_cost_without_a_budget_is_flagged_where_the_report_has_budgets():
    """A credit is not, and neither is a report without a budget column."""
    assert flagged([["2210", 90, 1, 0], ["3300", -90, 1, 0], ["3400", 0, 1, 0]]) == [
        ("2210", "cost")
    ]
    assert called("COST_FLAGS", [HEAD[:3], ["2210", 90, 1]])[1:] == []


def test_a_report_without_an_etc_has_nothing_to_flag():
    """The message names the column that is missing."""
    with pytest.raises(CellError, match="report has no column for etc"):
        called("COST_FLAGS", [["Account", "EFC"], ["2210", 5]])
