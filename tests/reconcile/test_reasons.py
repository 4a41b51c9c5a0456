"""Why rows that found no partner are likely to have none."""

from __future__ import annotations

from addin.reconcile.outcome import Cause, Leftover, Reason, Tolerance
from addin.reconcile.reasons import Other, reasoned
from tests.reconcile.rows import row

CLEARS = Tolerance(days_before=1, days_after=7)


def reason(day, other_days, *, account="", accounts=(), elsewhere=(), cause=Cause.NONE, times=1):
    """The reason of a left row of 500 on a day, and its sentence."""
    others = [
        row(at, "9", other, sheet="Right", account=code)
        for at, (other, code) in enumerate(zip(other_days, accounts or [""] * 9, strict=False), 2)
    ]
    left = [Leftover(row(at, "500", day, account=account), cause) for at in range(2, 2 + times)]
    other = Other(others, Reason.NOT_POSTED, elsewhere)
    first, *_ = reasoned(left, other, CLEARS, is_left=True)
    return first.reason, first.so


def test_a_row_in_the_middle_is_simply_not_posted():
    """The other list covers its days and has nothing like it."""
    assert reason(10, [0, 30]) == (Reason.NOT_POSTED, "")


def test_a_row_near_the_end_is_in_transit():
    """A cheque of the last week has not reached the bank."""
    assert reason(28, [0, 30]) == (
        Reason.IN_TRANSIT,
        "in transit, as the other list ends on 2026-03-31, 2 days after this row",
    )


def test_a_row_beyond_the_other_list_is_outside_its_period():
    """Days before its first line, or after its last."""
    assert reason(60, [0, 30])[0] is Reason.OUTSIDE_PERIOD
    assert reason(0, [20, 30])[0] is Reason.OUTSIDE_PERIOD


def test_an_equal_row_of_another_account_is_the_reason():
    """The books have it, on the wrong account; two such rows are no reason."""
    twin = row(9, "500", 11, sheet="Other")
    other = row(8, "500", 12, sheet="Other")

    assert reason(10, [0, 30], elsewhere=[twin]) == (
        Reason.WRONG_ACCOUNT,
        "Show.xlsx!Other!C9 has it, on another account",
    )
    assert reason(10, [0, 30], elsewhere=[twin, other])[0] is Reason.NOT_POSTED


def test_a_whole_account_that_the_other_list_lacks_makes_it_incomplete():
    """Several rows of one account, and not one there; one row alone proves nothing."""
    why = "the other list has nothing on account 3300: is it complete?"

    several = reason(10, [0, 30], account="3300", accounts=["3400", "3500"], times=2)
    alone = reason(10, [0, 30], account="3300", accounts=["3400", "3500"])

    assert several == (Reason.MISSING_EXTRACT, why)
    assert alone[0] is Reason.NOT_POSTED


def test_a_twin_of_a_matched_row_was_entered_twice():
    """The other list has it once."""
    assert reason(10, [0, 30], cause=Cause.DUPLICATE)[0] is Reason.TWICE
