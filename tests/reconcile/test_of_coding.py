"""The accounts of the budget and of the ledger: coded where it was budgeted."""

from __future__ import annotations

from addin.reconcile.of_coding import KIND, accounts
from addin.reconcile.statement import Part, statements_of
from tests.make import budget_line, papers, posting


def tied(codes, budget=("3300", "3400", "3500")):
    """A budget of these accounts, and a ledger with a posting on each code."""
    production = papers(
        budget=[budget_line(code, amount=100) for code in budget],
        postings=[
            *(posting(code, 10) for code in codes),
            posting("0100", -10, account_name="Bank account"),
        ],
    ).production
    return tuple(accounts(production))


def test_an_account_ties_whatever_it_has_cost():
    """What nobody has spent on yet is not due; the bank is no cost account."""
    (one,) = tied(["3300", "3300", "3400"])
    (statement,) = statements_of(one)

    assert one.lists.kind == KIND
    assert [match.left[0].account for match in one.matches] == ["3300", "3400"]
    assert one.right_over == ()
    assert len(statement.of(Part.NOT_DUE_LEFT)) == 1
    assert statement.is_proved


def test_cost_on_an_account_that_nobody_budgeted_is_left_over():
    """With the reason, and the first posting's cell."""
    (one,) = tied(["3300", "3999"])

    assert [(left.row.account, left.so) for left in one.right_over] == [
        ("3999", "the budget does not have it")
    ]
    assert one.right_over[0].row.place.cell.endswith("3")


def test_detail_ties_with_the_account_it_rolls_up_into():
    """The ledger has 3310-01 where the budget stops at 3310."""
    (one,) = tied(["3310-01", "3310-02"], budget=("3310", "3400"))

    assert [[row.account for row in match.right] for match in one.matches] == [
        ["3310-01", "3310-02"]
    ]
    assert [s.is_proved for s in statements_of(one)] == [True]


def test_another_show_s_ledger_is_not_compared():
    """Few accounts in common are no budget of this production."""
    assert tied(["9100", "9200", "9300", "9400"]) == ()
