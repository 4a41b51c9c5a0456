"""COS108."""

from __future__ import annotations

from addin.domain.accounts import AccountKind
from addin.rules.cost_report.account_kinds import check
from tests.make import account, chart, papers, report_line, usd

CHART = chart(
    account("1150", "Petty cash float", AccountKind.BALANCE_SHEET),
    account("2500", "Construction", AccountKind.HEADER),
    account("2510", "Lumber"),
    account("3300", "Camera"),
)
GOOD = [report_line("2510", actual_to_date=5), report_line("3300", actual_to_date=5)]


def test_a_balance_sheet_account_has_no_place_on_a_report():
    """Not even with nothing in it."""
    (finding,) = check(papers(chart=CHART, cost_report=[*GOOD, report_line("1150", "Float")]))

    assert "balance-sheet" in finding.message


def test_a_heading_or_unknown_account_with_cost_is_found():
    """2500 is a heading; 2501 is one slip from 2500 and 2510."""
    lines = [*GOOD, report_line("2500", actual_to_date=70), report_line("2501", commitments=9)]
    first, second = check(papers(chart=CHART, cost_report=lines))

    assert first.impact == usd(70)
    assert "Did you mean" in second.message
    assert [place.cell for place in second.places] == ["A5", "E5"]


def test_a_heading_without_cost_is_a_heading():
    """Category rows stand on every report."""
    assert not list(check(papers(chart=CHART, cost_report=[*GOOD, report_line("2500")])))


def test_a_report_of_another_chart_is_not_judged():
    """Where hardly an account is known, the chart is another show's."""
    lines = [report_line(str(n), actual_to_date=5) for n in range(5)]

    assert not list(check(papers(chart=CHART, cost_report=lines)))
