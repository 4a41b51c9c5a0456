"""Contractual charges and credits: on what, without what, up to what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_patterns import patterns_of
from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.budget_charges import (
    Charge,
    Credit,
    base_of,
    charge_amount,
    credit_amount,
    grand_total,
    sum_of,
    within,
)
from addin.domain.money import Money, total

CHART = ChartOfAccounts(
    (
        Account("1000", "ATL", AccountKind.HEADER),
        Account("1400", "Cast"),
        Account("2000", "BTL", AccountKind.HEADER),
        Account("2200", "Art"),
        Account("2210", "Set design"),
        Account("6000", "Other", AccountKind.HEADER),
        Account("6700", "Insurance"),
    )
)
AMOUNTS = {"1400": Money(50000), "2200": Money(10000), "2210": Money(20000), "6700": Money(5000)}
amounts = st.dictionaries(
    st.sampled_from([account.code for account in CHART.accounts]),
    st.integers(0, 10**9).map(Money),
)
accounts = st.frozensets(st.sampled_from([account.code for account in CHART.accounts]))


def test_contingency_is_a_share_of_its_base_without_its_exclusions():
    """Ten percent of below the line; ten percent of all without insurance; a flat fee."""
    tenth = Decimal("0.10")
    btl = Charge("Contingency", tenth, base=frozenset({"2000"}))
    uninsured = Charge("Contingency", tenth, exclusions=frozenset({"6700"}))

    assert charge_amount(btl, AMOUNTS, CHART) == Money(3000)
    assert charge_amount(uninsured, AMOUNTS, CHART) == Money(8000)
    assert charge_amount(Charge("Fee", flat=Money(700)), AMOUNTS, CHART) == Money(700)


@settings(deadline=None)
@given(amounts, accounts)
def test_a_base_and_what_it_excludes_are_the_whole(held, excluded):
    """Every account is either in the base or excluded, never both."""
    without = base_of(held, CHART, exclusions=excluded)
    taken = base_of(held, CHART, base=excluded) if excluded else Money(0)

    assert without + taken == total(held.values())


@settings(deadline=None)
@given(amounts, st.decimals("0", "1", places=3), st.integers(0, 10**8).map(Money))
def test_a_credit_never_exceeds_its_cap_nor_adds_to_the_budget(held, rate, cap):
    """It takes off between nothing and the cap."""
    credit = Credit("Incentive", rate, cap=cap)

    taken = credit_amount(credit, held, CHART)

    assert Money(0) <= taken <= cap
    assert grand_total(held, CHART, applied=[credit]) == total(held.values()) - taken


def test_a_charge_has_a_rate_or_a_flat_amount():
    """Both or neither is a mistake of the budget."""
    with pytest.raises(ValueError, match="either"):
        Charge("Bond")


@settings(deadline=None)
@given(amounts, accounts, accounts)
def test_a_base_and_what_is_left_out_of_it_are_parts_of_the_whole(held, base, left_out):
    """Every amount is either in the base, excluded from it, or outside of it."""
    inside, outside = patterns_of(sorted(base)), patterns_of(sorted(left_out))

    counted = sum_of(held, inside, outside)
    excluded = total(
        amount
        for code, amount in held.items()
        if code in outside and (code in inside or not inside)
    )

    assert sum_of(held, inside, patterns_of([])) == counted + excluded
    assert sum_of(held, patterns_of([]), patterns_of([])) == total(held.values())


def test_an_exclusion_has_its_details_with_it():
    """Insurance is out of the contingency, whichever line of it."""
    held = {"6700-01": Money(800), "6710": Money(100), "1100": Money(5)}

    assert sum_of(held, patterns_of([]), patterns_of(["6700"])) == Money(105)
    assert sum_of(held, patterns_of(["67*"]), patterns_of([])) == Money(900)


@settings(deadline=None)
@given(*[st.none() | st.integers(0, 1000).map(Money)] * 2, st.integers(-10, 2000).map(Money))
def test_a_charge_stays_within_its_bounds(least, most, amount):
    """Never below the minimum, never above the maximum, else as it is."""
    if least is not None and most is not None and least > most:
        with pytest.raises(ValueError, match="above the maximum"):
            within(amount, least, most)
        return
    found = within(amount, least, most)

    assert least is None or found >= least
    assert most is None or found <= most
    assert found in {amount, least, most}
