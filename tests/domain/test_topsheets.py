"""Topsheets: every amount once, subtotals of what stands above them, one grand total."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.money import Money, total
from addin.domain.topsheets import NOT_IN_CHART, RowKind, by_chart, by_digits, leading

HEADER = AccountKind.HEADER
CHART = ChartOfAccounts(
    (
        Account("1000", "ABOVE THE LINE", HEADER),
        Account("1100", "Story"),
        Account("1400", "Cast"),
        Account("2000", "PRODUCTION", HEADER),
        Account("2200", "Art"),
        Account("2210", "Set design"),
        Account("6700", "Insurance", section="Other"),
    )
)
codes = st.sampled_from(
    ["1100", "1100-01", "1400", "2200", "2210", "2210-05", "6700", "9999", "", "A1"]
)
budgets = st.dictionaries(codes, st.integers(-(10**9), 10**9).map(Money), max_size=10)


def test_a_chart_gives_categories_in_its_order_with_subtotals():
    """Details stand in their category; codes the chart lacks come before the total, not lost."""
    amounts = {
        "2210": Money(400),
        "1400": Money(300),
        "1100-01": Money(100),
        "2200": Money(200),
        "7777": Money(50),
    }

    rows = by_chart(amounts, CHART)

    assert [(row.code, row.name, row.amount.minor) for row in rows] == [
        ("1100", "Story", 100),
        ("1400", "Cast", 300),
        ("", "Total ABOVE THE LINE", 400),
        ("2200", "Art", 600),
        ("", "Total PRODUCTION", 600),
        ("7777", "", 50),
        ("", f"Total {NOT_IN_CHART}", 50),
        ("", "Grand total", 1050),
    ]


def test_leading_digits_make_categories_in_the_order_of_the_codes():
    """Without a chart the first digits say it all; a part behind a dash does not count."""
    amounts = {"2210-05": Money(7), "1110": Money(1), "1120": Money(2), "1300": Money(3)}

    rows = by_digits(amounts, 2, 1, lambda code: f"<{code}>")

    assert [(row.code, row.name, row.amount.minor) for row in rows] == [
        ("1100", "<1100>", 3),
        ("1300", "<1300>", 3),
        ("1000", "Total <1000>", 6),
        ("2200", "<2200>", 7),
        ("2000", "Total <2000>", 7),
        ("", "Grand total", 13),
    ]


@pytest.mark.parametrize(("digits", "sections"), [(0, 0), (2, 2), (2, 3), (-1, 0), (2, -1)])
def test_a_section_is_coarser_than_a_category(digits, sections):
    """Digits that make no sense are refused, not guessed."""
    with pytest.raises(ValueError, match="do not fit"):
        by_digits({"1100": Money(1)}, digits, sections)


@settings(deadline=None)
@given(budgets)
def test_the_grand_total_is_that_of_all_lines(amounts):
    """Whatever the codes are, no amount is lost or counted twice; nor in the subtotals."""
    for rows in (by_chart(amounts, CHART), by_digits(amounts, 2, 1), by_digits(amounts, 3)):
        categories = [row for row in rows if row.kind is RowKind.CATEGORY]

        assert rows[-1].amount == total(amounts.values())
        assert total(row.amount for row in categories) == rows[-1].amount
    with_subtotals = by_digits(amounts, 2, 1)
    subtotals = [row for row in with_subtotals if row.kind is RowKind.SUBTOTAL]
    assert total(row.amount for row in subtotals) == with_subtotals[-1].amount
    assert len({row.code for row in subtotals}) == len(subtotals)


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{1,5}(-[0-9]{2})?", fullmatch=True), st.integers(1, 6))
def test_a_category_is_its_own_category(code, digits):
    """Asking a category for its category changes nothing."""
    once = leading(code, digits)

    assert leading(once, digits) == once
