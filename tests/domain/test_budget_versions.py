"""Versions: every change of a locked budget is on record."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.budget_versions import (
    BudgetChange,
    ChangeKind,
    LineStatus,
    LockedBudget,
    compared,
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


@settings(deadline=None)
@given(budgets, budgets)
def test_comparing_the_other_way_round_is_the_opposite(before, after):
    """What was added is dropped, and every change has the other sign."""
    opposite = {
        LineStatus.NEW: LineStatus.DROPPED,
        LineStatus.DROPPED: LineStatus.NEW,
        LineStatus.CHANGED: LineStatus.CHANGED,
        LineStatus.SAME: LineStatus.SAME,
    }
    forth = {line.account: line for line in compared(before, after)}
    back = {line.account: line for line in compared(after, before)}

    assert forth.keys() == back.keys() == before.keys() | after.keys()
    for code, line in forth.items():
        assert back[code].change == -line.change
        assert back[code].status is opposite[line.status]


@settings(deadline=None)
@given(budgets, budgets)
def test_the_changes_of_all_accounts_are_the_change_of_the_total(before, after):
    """Nothing is lost between the versions."""
    lines = compared(before, after)

    assert total(line.change for line in lines) == total(after.values()) - total(before.values())


@settings(deadline=None)
@given(budgets)
def test_a_version_is_the_same_as_itself(held):
    """No account is new, dropped or changed; their order stays."""
    lines = compared(held, held)

    assert [line.account for line in lines] == list(held)
    assert {line.status for line in lines} <= {LineStatus.SAME}
