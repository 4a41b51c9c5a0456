"""Versions: every change of a locked budget is on record."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.budget_versions import (
    BudgetChange,
    ChangeKind,
    LockedBudget,
    edits_after_lock,
    unbalanced_transfers,
    version_variance,
)
from addin.domain.money import Money, total

codes = st.sampled_from(["1400", "2200", "3300", "6900"])
budgets = st.dictionaries(codes, st.integers(-(10**9), 10**9).map(Money))
moves = st.lists(st.tuples(codes, codes, st.integers(1, 10**6)), max_size=8)


def transfers(list_of_moves):
    """Each move as the two lines of a transfer."""
    for number, (giver, taker, minor) in enumerate(list_of_moves):
        yield BudgetChange(str(number), ChangeKind.TRANSFER, giver, Money(-minor))
        yield BudgetChange(str(number), ChangeKind.TRANSFER, taker, Money(minor))


@settings(deadline=None)
@given(budgets, moves)
def test_transfers_never_change_the_total(held, list_of_moves):
    """What one account gives another gains; contingency draw-downs are transfers too."""
    changes = tuple(transfers(list_of_moves))

    revised = LockedBudget("Original", held).revised(changes)

    assert total(revised.values()) == total(held.values())
    assert unbalanced_transfers(changes) == {}


@settings(deadline=None)
@given(budgets, moves, codes, st.integers(1, 10**6))
def test_an_edit_without_a_record_is_the_only_thing_reported(held, list_of_moves, code, minor):
    """Recorded changes explain themselves; a typed one shows, with its amount."""
    locked, changes = LockedBudget("Original", held), tuple(transfers(list_of_moves))
    current = locked.revised(changes)

    assert edits_after_lock(locked, current, changes) == {}

    current[code] = current.get(code, Money(0)) + Money(minor)
    assert edits_after_lock(locked, current, changes) == {code: Money(minor)}


@settings(deadline=None)
@given(budgets, budgets)
def test_version_variance_sums_to_the_difference_of_totals(original, current):
    """Account by account, positive where the current version is cheaper."""
    moved = version_variance(original, current)

    assert total(moved.values()) == total(original.values()) - total(current.values())


def test_a_transfer_with_one_leg_is_unbalanced_and_an_overage_is_not():
    """Money out of nowhere is found by its number."""
    changes = [
        BudgetChange("T1", ChangeKind.TRANSFER, "2200", Money(500)),
        BudgetChange("O1", ChangeKind.OVERAGE, "2200", Money(900)),
    ]

    assert unbalanced_transfers(changes) == {"T1": Money(500)}
