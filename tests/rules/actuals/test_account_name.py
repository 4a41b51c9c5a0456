"""ACT115."""

from __future__ import annotations

import pytest

from addin.rules.actuals.account_name import check
from tests.make import account, chart, papers, posting

CHART = chart(
    account("5300", "Insurance Expense"),
    account("5400", "Cost of Goods Sold"),
    account("5310", "Fuel"),
)


def test_a_name_of_another_account_is_found_with_its_code():
    """Fuel on 5300, which is Insurance Expense; Fuel is 5310."""
    (finding,) = check(papers(chart=CHART, postings=[posting("5300", account_name="Fuel")]))

    assert "5310" in finding.message
    assert [place.cell for place in finding.places[:3]] == ["B2", "A2", "M2"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("5300", "Insurance"),
        ("5300", "Production insurances"),
        ("5300", ""),
        ("5400", "COGS - used"),
        ("9999", "Fuel"),
    ],
)
def test_shorter_names_initials_and_unknown_codes_pass(code, name):
    """One telling word in common, or the initials, is the same account."""
    assert not list(check(papers(chart=CHART, postings=[posting(code, account_name=name)])))
