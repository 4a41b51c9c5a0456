"""Budget lines: their arithmetic, and how they roll up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.budget import (
    BudgetLine,
    by_account,
    expected_subtotal,
    expected_total,
    in_base,
    line_subtotal,
    topsheet,
)
from addin.domain.money import Money, total

CHART = ChartOfAccounts(
    (
        Account("2000", "Production", AccountKind.HEADER),
        Account("2200", "Art department"),
        Account("2210", "Set design"),
        Account("3300", "Camera"),
    )
)
figures = st.decimals("-999", "9999", places=3)


@settings(deadline=None)
@given(figures, figures, figures, figures)
def test_a_line_is_the_product_of_its_four_numbers_rounded_once(amount, times, rate, fourth):
    """Amt, X, Rate and 4th in any order give the same cents, within half a cent of exact."""
    subtotal = line_subtotal(amount, rate, multiplier=times, fourth=fourth, currency="USD")

    exact = Fraction(amount) * Fraction(times) * Fraction(rate) * Fraction(fourth) * 100
    assert abs(subtotal.minor - exact) <= Fraction(1, 2)
    assert subtotal == line_subtotal(rate, amount, multiplier=fourth, fourth=times, currency="USD")


lines = st.lists(
    st.builds(
        BudgetLine,
        st.sampled_from(["2210", "2200", "3300", "7777", ""]),
        st.just(""),
        st.none() | st.integers(-(10**9), 10**9).map(Money),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(lines)
def test_the_topsheet_holds_every_line_once(budget):
    """Accounts, categories and the grand total sum to the lines, whatever the chart knows."""
    everything = total(line.amount for line in budget if line.amount is not None)

    rows = topsheet(budget, CHART)

    assert total(by_account(budget, CHART).values()) == everything
    assert rows[-1].amount == everything
    assert total(row.amount for row in rows[:-1] if row.amount is not None) == everything


def test_a_topsheet_names_categories_and_keeps_unknown_codes_apart():
    """Set design shows under its category; 7777 shows as itself."""
    rows = topsheet(
        [
            BudgetLine("2210", "Designer", Money(100)),
            BudgetLine("2200", "Stock", Money(50)),
            BudgetLine("7777", "?", Money(1)),
        ],
        CHART,
    )

    assert [(row.account, row.description, row.amount) for row in rows] == [
        ("2200", "Art department", Money(150)),
        ("7777", "", Money(1)),
        ("", "Grand total", Money(151)),
    ]


def test_a_line_says_what_its_own_numbers_come_to():
    """Quantity times rate, then fringes by amount or by rate; nothing is guessed from a gap."""
    line = BudgetLine(
        "2210",
        "Designer",
        Money(122000),
        quantity=Decimal(5),
        rate=Decimal(200),
        subtotal=Money(100000),
        fringe_rate=Decimal("0.22"),
    )

    assert expected_subtotal(line) == Money(100000)
    assert expected_total(line) == Money(122000)
    assert expected_subtotal(BudgetLine("2210", "", Money(5))) is None
    assert expected_total(BudgetLine("2210", "", Money(5))) is None
    assert in_base(line, Decimal("0.5"), "USD") == Money(61000, "USD")


@settings(deadline=None)
@given(figures, figures, figures, figures)
def test_decimals_and_fractions_come_to_the_same_cents(amount, times, rate, fourth):
    """The quick way through decimals is exact: halves round away from zero both ways."""
    exact = line_subtotal(Fraction(amount), rate, multiplier=times, fourth=fourth, currency="JPY")

    assert line_subtotal(amount, rate, multiplier=times, fourth=fourth, currency="JPY") == exact


def test_the_longest_numbers_a_cell_holds_multiply_exactly():
    """No digit is dropped on the way, however many there are."""
    huge = Decimal(10**300 + 1)

    found = line_subtotal(huge, huge, multiplier=huge, fourth=Decimal("0.01"))

    assert found.minor == (10**300 + 1) ** 3
