"""The published page says what the report says, draws its variances to scale, and needs nothing."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.production import VarianceSign
from addin.domain.source import Source
from addin.reports.cost_report_page import (
    PublishedReport,
    PublishedRow,
    cost_report_page,
    published,
)
from tests.reports.pages_here import whole

AT = dt.datetime(2026, 3, 9, 12)
UNDER, OVER = VarianceSign.UNDER_IS_POSITIVE, VarianceSign.OVER_IS_POSITIVE


def line(row, account, description, efc=None, budget=None, variance=None, **more):
    """A row of a report, in whole dollars."""
    amounts = [None if one is None else Money(one * 100, "USD") for one in (efc, budget, variance)]
    return CostReportLine(
        account,
        description,
        Source("Report.xlsx", "CR", row),
        efc=amounts[0],
        revised_budget=amounts[1],
        variance=amounts[2],
        **more,
    )


LINES = (
    line(4, "2510", "Lighting <A&B>", 1000, 1200, 200),
    line(5, "2520", "Catering", 900, 700, -200, comment="Second meals"),
    line(6, "2600", "EMPTY", None, None),
    line(7, "", "Total", 1900, 1900, 0, is_total=True, level=1),
)


def report(lines=LINES, sign=UNDER):
    """What is published."""
    about = PublishedReport("Night Shift", "Report.xlsx", "CR", AT, ("Week ending",), (), ())
    return published(lines, [(3, "2500 LIGHT & FOOD")], about=about, sign=sign)


def test_rows_stand_in_the_report_s_order_with_headings_and_totals():
    """A row without figures is a heading; columns that the report lacks are not there."""
    made = report()

    assert made.columns == ("EFC", "Revised budget")
    assert [(row.description, row.is_heading, row.is_total) for row in made.rows] == [
        ("2500 LIGHT & FOOD", True, False),
        ("Lighting <A&B>", False, False),
        ("Catering", False, False),
        ("2600 EMPTY", True, False),
        ("Total", False, True),
    ]
    assert made.total is not None
    assert made.total.description == "Total"


def test_the_page_is_whole_and_opens_offline():
    """Every tag is closed, texts are escaped, nothing is fetched, nothing runs."""
    page = cost_report_page(report())
    text = whole(page).text

    assert "Lighting &lt;A&amp;B&gt;" in page
    assert "2520 Catering (200.00) Second meals" in text
    assert not re.search(r"https?:|//|@import|url\(", page)


def test_the_page_begins_with_what_the_report_comes_to():
    """Over or under budget in the currency's own units, and how many accounts are over."""
    over = [*LINES[:2], line(7, "", "Total", 1900, 1800, -100, is_total=True, level=1)]

    assert "On budget; 1 account over." in cost_report_page(report())
    assert "100.00 over budget; 1 account over." in cost_report_page(report(over))


def test_an_over_spend_is_an_over_spend_in_either_convention():
    """A workbook that shows it above zero is turned; without a variance it is worked out."""
    turned = [
        line(4, "2510", "Lighting", 1000, 1200, -200),
        line(5, "2520", "Catering", 900, 700, 200),
    ]
    none = [
        line(4, "2510", "Lighting", 1000, 1200),
        line(5, "2520", "Catering", 900, 700),
    ]
    for made in (report(), report(turned, OVER), report(none), report(none, OVER)):
        under = {row.account: row.under for row in made.rows if row.account}
        assert under == {"2510": Money(20000, "USD"), "2520": Money(-20000, "USD")}


def test_a_report_without_variances_has_no_chart():
    """And no total, no cards."""
    made = report([line(4, "2510", "Lighting", 1000)])

    assert "Furthest from budget" not in cost_report_page(made)


@settings(deadline=None, max_examples=60)
@given(cents=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30))
def test_over_spends_are_named_the_worst_first(cents):
    """As many as there is room for beside the chart; the others are counted."""
    rows = tuple(
        PublishedRow(str(at), f"row {at}", (Money(5, "USD"),), Money(one, "USD"))
        for at, one in enumerate(cents)
    )
    made = PublishedReport("X", "B", "S", AT, (), ("EFC",), rows, "USD")
    found = re.findall(r"<b>(\d+) <bdi>", cost_report_page(made))
    over = sorted((one, at) for at, one in enumerate(cents) if one < 0)

    assert [cents[int(at)] for at in found] == [one for one, _ in over[:8]]
