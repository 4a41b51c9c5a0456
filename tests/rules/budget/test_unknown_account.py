"""BUD105."""

from __future__ import annotations

from addin.domain.accounts import AccountKind
from addin.findings import Finding, Severity
from addin.rules.budget.unknown_account import check
from tests.make import account, budget_line, chart, papers, topsheet_line, usd

CHART = chart(
    account("3000", "Production", AccountKind.HEADER),
    account("3300", "Camera"),
    account("3400", "Sound"),
    account("0100", "Bank", AccountKind.BALANCE_SHEET),
    account("2290", "Old", AccountKind.CLOSED),
)


def found(*codes: str, **lists) -> list[Finding]:
    """What a budget on these accounts gives."""
    lines = [budget_line(code) for code in codes]
    return list(check(papers(chart=CHART, budget=lines, **lists)))


def test_a_near_miss_is_found_with_what_was_meant():
    """One code that the chart does not have, between codes that it has."""
    (finding,) = found("3300", "3400", "3303", "3303")

    assert "3300 Camera" in finding.message
    assert finding.impact == usd(1000)


def test_accounts_that_take_no_cost_are_found():
    """Headings, the balance sheet, closed accounts."""
    assert len(found("3000", "0100", "2290", "3300")) == 3


def test_details_finer_than_the_chart_are_fine():
    """3300-01, a budget that numbers below the chart throughout, a topsheet on headings."""
    assert found("3300-01", "3400-02") == []
    assert found("3310", "3320", "3410", "3420") == []
    assert found("3300", topsheet=[topsheet_line("3000")]) == []


def test_another_chart_is_one_note():
    """Where hardly a code is known, it is said once."""
    (finding,) = found(*(f"A{n}" for n in range(10)))

    assert finding.severity is Severity.NOTE
