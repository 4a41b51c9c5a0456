"""Where fringes show: the level moves them between accounts, never their sum."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.fringe_posting import NoFringeAccount, Posting, fringe_account, post_fringes
from addin.domain.money import Money, total


@pytest.mark.parametrize(
    ("posting", "expected"),
    [
        (Posting.ACCOUNT, {"2210-99": 100, "2220-99": 50, "1400-99": 7}),
        (Posting.CATEGORY, {"2200-99": 150, "1400-99": 7}),
        (Posting.LEVEL, {"4900": 150, "1900": 7}),
        (Posting.BUDGET, {"9900": 157}),
    ],
)
def test_fringes_are_posted_at_the_budget_s_level(posting, expected):
    """The same fringes show on accounts, categories, levels or once; the sum never moves."""
    chart = ChartOfAccounts(
        (
            Account("1000", "ABOVE", AccountKind.HEADER, section="ATL"),
            Account("1400", "Cast", section="ATL"),
            Account("2200", "Art", section="BTL"),
            Account("2210"),
            Account("2220"),
        )
    )
    fringes = [("2210", Money(100)), ("2220", Money(50)), ("1400", Money(7))]

    shown = post_fringes(
        fringes, posting, chart, accounts={"BTL": "4900", "ATL": "1900", "": "9900"}
    )

    assert {code: amount.minor for code, amount in shown.items()} == expected


CHART = ChartOfAccounts((Account("1400", "Cast", section="ATL"), Account("2200", "Art")))


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["1400", "1400-01", "2200"]), st.integers(0, 999).map(Money))
    ),
    st.sampled_from(Posting),
)
def test_posting_never_changes_the_sum(fringes, posting):
    """Whatever the level, the same money is shown."""
    posted = post_fringes(fringes, posting, CHART, accounts={" atl": "1900", "": "9900"})

    assert total(posted.values()) == total(amount for _, amount in fringes)


def test_a_section_without_a_fringe_account_is_said():
    """Nothing is posted to an account that nobody named."""
    with pytest.raises(NoFringeAccount, match="the section ATL"):
        post_fringes([("1400", Money(1))], Posting.LEVEL, CHART, accounts={"BTL": "4900"})
    with pytest.raises(NoFringeAccount, match="for a line without section"):
        post_fringes([("2200", Money(1))], Posting.LEVEL, CHART)
    with pytest.raises(NoFringeAccount, match="the budget"):
        post_fringes([("2200", Money(1))], Posting.BUDGET, CHART)


@pytest.mark.parametrize(
    ("code", "suffix", "account"),
    [
        ("2200", "-99", "2200-99"),
        ("2200-05", "-99", "2200-99"),
        ("2200", "-099", "2200-099"),
        ("01-2200", "-99", "01-2200-99"),
        ("2200", "99", "2299"),
        ("2200-05", "99", "2200-99"),
        ("2200", ".F", "2200.F"),
        ("2200", "", "2200"),
    ],
)
def test_a_fringe_account_is_made_by_its_suffix(code, suffix, account):
    """Put behind the code in place of its detail, or in place of its last digits."""
    assert fringe_account(code, suffix) == account
