"""COS111."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.cost_report.status_label import check
from tests.make import papers, report_line, usd


def row(name: str, budget: float, cost: float, status: str):
    """A row of budget against actual; the variance is what is left."""
    return report_line(
        "", name, budget=budget, actual_to_date=cost, variance=budget - cost, status_text=status
    )


TURNED = [
    row("IT", 300000, 364919, "On Track"),
    row("Software", 120000, 110799, "On Track"),
    row("Supplies", 24000, 19299, "Over Budget"),
    row("Industrial", 600000, 460126, "Over Budget"),
    row("Facility", 90000, 93436, "On Track"),
]


def test_a_label_that_is_turned_round_is_one_finding():
    """IT overspent is on track, Industrial underspent is over budget: the rule, not each row."""
    (finding,) = check(papers(budget_vs_actual=TURNED))

    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places[:2]] == ["Q2", "Q4:Q5"]
    assert "364,919.00" in finding.message
    assert "positive when money is left" in finding.message


def test_labels_that_agree_pass():
    """Over is over, and a small overrun may be on track."""
    lines = [
        row("IT", 300000, 364919, "Over Budget"),
        row("Software", 120000, 110799, "Under budget"),
        row("Facility", 90000, 93436, "On Track"),
        row("Other", 10, 99, "see note"),
    ]

    assert not list(check(papers(budget_vs_actual=lines)))


def test_one_stale_label_is_a_warning():
    """A typed label that nobody turned."""
    lines = [row("IT", 300, 364, "Over budget"), row("Software", 100, 110, "under budget")]
    (finding,) = check(papers(budget_vs_actual=lines))

    assert finding.severity is Severity.WARNING
    assert [place.cell for place in finding.places] == ["Q3", "D3", "I3"]
    assert finding.impact == usd(10)


def test_income_over_plan_is_good():
    """More income than planned is not over budget."""
    assert not list(check(papers(budget_vs_actual=[row("Ticket sales", 100, 150, "On track")])))
