"""BUD_: two versions compared, transfers that balance, and revised budgets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

codes = st.sampled_from(["1100", "1200", "2200", "2210-05"])
versions = st.lists(
    st.tuples(codes, st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)), min_size=1
)


def columns(rows):
    """Ranges of one column each."""
    return [[[value] for value in part] for part in zip(*rows, strict=True)]


@settings(deadline=None)
@given(versions, versions)
def test_changes_sum_to_the_change_of_the_total_and_turn_round(before, after):
    """Exchanging the versions turns every sign; nothing is lost between them."""
    forth = called("BUD_COMPARE", *columns(before), *columns(after))
    back = called("BUD_COMPARE", *columns(after), *columns(before))

    change = sum(amount for _, amount in after) - sum(amount for _, amount in before)
    assert sum(row[3] for row in forth) == pytest.approx(change, abs=0.005)
    assert {row[0]: -row[3] for row in back} == {row[0]: row[3] for row in forth}
    assert len({row[0] for row in forth}) == len(forth)


def test_only_what_changed_is_shown_when_asked():
    """Accounts that stayed the same are left out; if all did, there is nothing to show."""
    before = columns([("Account", "Total"), (1100, 10), (1200, 20), (1200, 5)])
    after = columns([(1100, 10), (1200, 25), (1300, 0)])

    assert called("BUD_COMPARE", *before, *after) == [
        ["1100", 10, 10, 0, "same"],
        ["1200", 25, 25, 0, "same"],
        ["1300", "", 0, 0, "new"],
    ]
    assert called("BUD_COMPARE", *before, *after, True) == [["1300", "", 0, 0, "new"]]
    with pytest.raises(CellError, match="nothing to show") as failed:
        called("BUD_COMPARE", *before, *before, True)
    assert failed.value.code == "#N/A"


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["BC1", "BC2", ""]), st.integers(-99, 99)), min_size=1))
def test_transfers_balance_when_each_change_sums_to_zero(moves):
    """The list of what is over is empty exactly when they balance."""
    numbers, amounts = columns(moves)
    sums = {number: sum(a for n, a in moves if n == number) for number, _ in moves}
    over = [[number, left] for number, left in sums.items() if left]

    assert called("BUD_CHANGE_OK", amounts, numbers) is not bool(over)
    assert called("BUD_CHANGE_OK", amounts) == (not sum(sums.values()))
    if over:
        assert called("BUD_UNBALANCED", numbers, amounts) == over
    else:
        with pytest.raises(CellError, match="every transfer sums to zero"):
            called("BUD_UNBALANCED", numbers, amounts)


def test_only_transfers_have_to_balance():
    """An overage adds, and is no mistake; an unknown word is."""
    amounts, kinds = columns([(500, "Transfer"), (-500, ""), (70, "overage")])

    assert called("BUD_CHANGE_OK", amounts, "", kinds) is True
    with pytest.raises(CellError, match="known word: transfer, overage, enhancement"):
        called("BUD_CHANGE_OK", amounts, "", [["transfer"], ["gift"], ["overage"]])


@settings(deadline=None)
@given(versions, versions)
def test_the_revised_budget_is_budget_plus_changes(budget, changes):
    """Account by account, and in the table of all; the table sums to the same."""
    arguments = (*columns(budget), *columns(changes))

    table = called("BUD_REVISIONS", *arguments)

    for code, locked, changed, revised in table:
        assert revised == called("BUD_REVISED", code, *arguments)
        assert locked + changed == pytest.approx(revised, abs=0.001)
    total = sum(amount for _, amount in [*budget, *changes])
    assert sum(row[3] for row in table) == pytest.approx(total, abs=0.005)


def test_changes_that_are_not_approved_do_not_count():
    """An empty cell is no approval; without the column all count."""
    budget, changes = columns([("2200", 1000)]), columns([("2200", 5), ("2200", 7), ("2210", 9)])

    assert called("BUD_REVISED", 2200, *budget, *changes) == 1012
    assert called("BUD_REVISED", 2200, *budget, *changes, [["yes"], [""], ["no"]]) == 1005
    with pytest.raises(CellError, match="neither the budget nor a change has account 2210"):
        called("BUD_REVISED", 2210, *budget, *changes, [["yes"], [""], ["no"]])
