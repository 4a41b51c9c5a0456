"""ACT106."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.production import Production
from addin.rules.actuals.unbalanced_entry import check
from addin.rules.rule import Workpapers
from tests.make import in_rows, posting, usd


def line(amount: float, account: str = "5300", **more):
    """A debit, or a credit where negative."""
    side = {"debit": amount} if amount > 0 else {"credit": -amount}
    return posting(account, amount, **side, **more)


def ledger(lines) -> Workpapers:
    """Papers with these lines where they stand."""
    return Workpapers(Production(postings=tuple(lines)))


def journal(*amounts: float, sheet: str = "8 JE_CreditCard", **more):
    """Lines of one journal, from row 3 down."""
    return in_rows([line(amount, **more) for amount in amounts], 3, sheet=sheet)


def test_a_journal_without_entry_numbers_is_one_entry():
    """Debits of 6,372.09 against 5,372.09, all cells named, the debits too high."""
    lines = journal(
        177.5, 70, 751.9, 1701.8, 1245, 1673.5, 413.4, 149.99, 189, -5372.09, date="2025-11-30"
    )
    (finding,) = check(ledger(lines))

    assert dict(finding.numbers) == {
        "debits": usd("6372.09"),
        "credits": usd("5372.09"),
        "difference": usd(1000),
    }
    assert {place.cell for place in finding.places} == {"K3:K11", "L12"}


def test_entries_by_number_are_read_on_their_own():
    """Of numbered entries only the one that is out is named, with what it is out by."""
    lines = [
        line(600, entry="AJE-001"),
        line(-600, entry="AJE-001"),
        line(400, entry="AJE-002"),
        line(-400, entry="AJE-002"),
        line(250, entry="AJE-003"),
        line(250, entry="AJE-003"),
        line(50, entry="AJE-003"),
        line(-50, entry="AJE-003"),
        line(300, entry="AJE-004"),
        line(-300, entry="AJE-004"),
    ]
    (finding,) = check(ledger(lines))

    assert "AJE-003" in finding.message
    assert finding.impact == usd(500)


def test_entries_apart_by_blank_rows_balance_one_by_one():
    """Three entries with a blank row between them balance: no finding."""
    first = in_rows([line(25), line(-25)], 3, sheet="6 JE_BankRec")
    second = in_rows([line(350), line(-350)], 6, sheet="6 JE_BankRec")

    assert not list(check(ledger((*first, *second))))


def test_a_blank_row_within_an_entry_is_no_error():
    """An entry torn by a blank row balances when its parts are read together."""
    first = in_rows([line(25), line(-25), line(90)], 3, sheet="JE")
    second = in_rows([line(-90), line(10), line(-10)], 7, sheet="JE")

    assert not list(check(ledger((*first, *second))))


def test_a_list_of_costs_is_no_journal():
    """A cost ledger has one side, and a credit now and then: nothing to balance."""
    lines = [line(310, entry="1"), line(45, entry="2"), line(-45, entry="3"), line(80, entry="4")]

    assert not list(check(ledger(in_rows(lines, sheet="Ledger"))))


def test_swapped_digits_are_named():
    """A debit of 8,200 against a credit of 8,020: the swap is named."""
    (finding,) = check(ledger(journal(8200, -8020, 10, -10)))

    assert "swapped" in finding.message


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_whatever_balances_is_left_alone(amounts: list[int]):
    """Any entry whose credit is the sum of its debits passes."""
    assert not list(check(ledger(journal(*amounts, -sum(amounts)))))
