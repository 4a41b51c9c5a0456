"""PETTY_: floats that are all there, or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(0, 10**7).map(lambda minor: minor / 100)
signed = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)


def minor(amount):
    """An amount in cents."""
    return round(100 * amount)


@settings(deadline=None)
@given(cents, cents, cents, cents, cents)
def test_over_or_short_makes_the_equation_hold(issued, top_ups, posted, cash, transit):
    """Float + top-ups + what is over = posted + cash + in transit; 0 is all there."""
    over = called("PETTY_OVER_SHORT", issued, top_ups, posted, cash, transit)

    assert minor(issued) + minor(top_ups) + minor(over) == sum(map(minor, (posted, cash, transit)))
    assert called("PETTY_OK", issued, top_ups, posted, cash, transit) is (over == 0)
    assert called("PETTY_OK", issued, top_ups, posted, cash, transit, abs(over))


@settings(deadline=None)
@given(cents, st.lists(signed, min_size=1, max_size=12))
def test_one_signed_column_and_two_columns_give_one_balance(opening, lines):
    """Money received may be negative, or stand in a column of its own."""
    one = called("PETTY_BALANCE", opening, [[line] for line in lines])
    two = called(
        "PETTY_BALANCE",
        opening,
        [[max(line, 0)] for line in lines],
        [[max(-line, 0)] for line in lines],
    )

    assert one == two
    assert minor(one) == minor(opening) - sum(map(minor, lines))


holders = st.sampled_from(["Ana", "ANA", "Ben"])
issues = st.lists(st.tuples(holders, cents, cents, cents, cents), min_size=1, max_size=5)
receipts = st.lists(st.tuples(holders, signed), min_size=1, max_size=10)


@settings(deadline=None)
@given(issues, receipts)
def test_each_holder_is_over_or_short_by_the_equation(floats, lines):
    """A row is PETTY_OVER_SHORT of its own figures, and the total that of all of them."""
    names, issued, cash, top_ups, transit = (
        [[cell] for cell in column] for column in zip(*floats, strict=True)
    )
    whose, amounts = ([[cell] for cell in column] for column in zip(*lines, strict=True))

    _, *rows = called("PETTY_BY_HOLDER", names, issued, cash, whose, amounts, top_ups, transit)

    for _, *figures, over in rows:
        assert over == called("PETTY_OVER_SHORT", *figures)
    for at in range(1, 7):
        assert minor(rows[-1][at]) == sum(minor(row[at]) for row in rows[:-1])
    assert len({row[0].casefold() for row in rows}) == len(rows)


def test_a_float_without_a_holder_is_an_error_and_a_receipt_is_not():
    """Nobody can be asked for the first; the second is shown, so that the total is right."""
    with pytest.raises(CellError, match="holders, cell 1 is empty beside an amount"):
        called("PETTY_BY_HOLDER", [[""]], [[500]], [[0]], [["Ana"]], [[5]])

    rows = called("PETTY_BY_HOLDER", [["Ana"]], [[500]], [[500]], [[""]], [[5]])
    assert rows[2] == ["no holder", 0, 0, 5, 0, 0, 5]
