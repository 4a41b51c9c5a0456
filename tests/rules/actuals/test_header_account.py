"""ACT104."""

from __future__ import annotations

from addin.domain.accounts import AccountKind
from addin.rules.actuals.header_account import check
from tests.make import account, chart, papers, posting, usd

CHART = chart(
    account("2500", "Set construction", AccountKind.HEADER),
    account("2510", "Lumber"),
    account("2900", "Pilot", AccountKind.CLOSED),
)


def test_a_cost_on_a_heading_is_found_with_the_accounts_below_it():
    """350.00 on 2500: an error that offers 2510."""
    (finding,) = check(papers(chart=CHART, postings=[posting("2510"), posting("2500", 350)]))

    assert "2510" in finding.message
    assert finding.places[0].cell == "A3"
    assert finding.impact == usd(350)


def test_a_cost_on_a_closed_account_is_found():
    """A closed account takes no cost."""
    (finding,) = check(papers(chart=CHART, postings=[posting("2900")]))

    assert "closed" in finding.message


def test_open_accounts_and_lines_without_amount_pass():
    """A cost account is for costs; a heading row without amount is a heading."""
    assert not list(check(papers(chart=CHART, postings=[posting("2510"), posting("2500", None)])))
