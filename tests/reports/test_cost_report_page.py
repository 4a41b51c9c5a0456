"""The published page says what the report says, draws its variances to scale, and needs nothing."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.production import VarianceSign
from addin.domain.source import Source
from addin.reports.cost_report_page import (
    PublishedReport,
    PublishedRow,
    bars,
    cost_report_page,
    published,
)

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


class Tags(HTMLParser):
    """The tags of a page, each closed that must be."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        """Remember it."""
        self.seen.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """It closes the last one opened."""
        assert self.open.pop() == tag


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
    tags = Tags()
    tags.feed(page)

    assert tags.open == []
    assert "Lighting &lt;A&amp;B&gt;" in page
    assert "(200.00)" in page
    assert "Second meals" in page
    assert not re.search(r"https?:|//|@import|url\(", page)
    names = {name for _, attributes in tags.seen for name in attributes}
    assert not names & {"src", "href", "onclick", "onload"}
    assert "script" not in {tag for tag, _ in tags.seen}


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

    assert bars(made.rows) == []
    assert "Furthest from budget" not in cost_report_page(made)


@settings(deadline=None, max_examples=60)
@given(cents=st.lists(st.integers(-(10**9), 10**9), max_size=30))
def test_bars_are_to_scale_and_stay_in_the_picture(cents):
    """Twice the variance, twice the length; over to the left, under to the right."""
    rows = [PublishedRow(str(at), "x", under=Money(one)) for at, one in enumerate(cents)]
    drawn = bars(rows)
    largest = max((abs(one) for one in cents), default=0)

    assert len(drawn) == min(12, sum(bool(one) for one in cents))
    assert [bar.amount.minor for bar in drawn] == sorted(bar.amount.minor for bar in drawn)
    for bar in drawn:
        exact = 250 * abs(bar.amount.minor) / largest
        assert abs(bar.width - exact) <= 1
        assert 300 <= bar.x <= bar.x + bar.width <= 800
        assert bar.x + bar.width <= 550 if bar.amount.is_negative else bar.x == 550
