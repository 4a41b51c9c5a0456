"""COS104."""

from __future__ import annotations

from addin.rules.cost_report.budget_tie import check
from tests.make import budget_line, papers, report_line, topsheet_line, usd

BUDGET = [
    budget_line("2510", "Lumber", 12000),
    budget_line("2510", "Paint", 4000),
    budget_line("2520", "Crew", 900),
    budget_line("3300", "Camera", 700),
]


def report(*amounts: float):
    """Budget by account."""
    codes = ("2510", "2520", "3300")
    return [report_line(c, budget=a) for c, a in zip(codes, amounts, strict=True)]


def test_the_budgets_own_sums_pass():
    """Lines of one account are added up; the topsheet will do as well."""
    assert not list(check(papers(cost_report=report(16000, 900, 700), budget=BUDGET)))
    top = [topsheet_line("2510", amount=16000), topsheet_line("2520", amount=900)]
    assert not list(check(papers(cost_report=report(16000, 900, 0), topsheet=top)))


def test_an_edited_budget_is_found_with_its_lines():
    """18,000 where the two lines make 16,000."""
    (finding,) = check(papers(cost_report=report(18000, 900, 700), budget=BUDGET))

    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("Cost Report", "I2"),
        ("Budget", "J2:J3"),
    ]
    assert finding.impact == usd(2000)


def test_an_account_without_a_row_is_found():
    """Budget that no row of the report has."""
    budget = [*BUDGET, budget_line("3310", "Lenses", 50)]
    (finding,) = check(papers(cost_report=report(16000, 900, 700), budget=budget))

    assert "not on the cost report" in finding.message


def test_a_budget_of_another_show_is_not_compared():
    """Where hardly an account agrees, the two do not belong together."""
    assert not list(check(papers(cost_report=report(1, 2, 3), budget=BUDGET)))
