"""COS109."""

from __future__ import annotations

from addin.rules.cost_report.negative_etc import check
from tests.make import papers, report_line, usd


def test_an_etc_below_zero_is_found():
    """Already over its forecast."""
    (finding,) = check(papers(cost_report=[report_line(etc=-1250, efc=30000, total_cost=31250)]))

    assert finding.place.cell == "G2"
    assert finding.impact == usd(1250)


def test_totals_and_accounts_with_something_left_pass():
    """Totals follow their accounts; zero is finished."""
    lines = [report_line(etc=0), report_line(etc=5), report_line(etc=-5, is_total=True, level=1)]

    assert not list(check(papers(cost_report=lines)))
